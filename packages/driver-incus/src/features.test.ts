import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countsTcpBuffers, hostFeatures } from './features.ts';

describe('hostFeatures', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'features-'));
  });
  afterEach(() => rm(root, { recursive: true }));
  const file = async (path: string, text = '') => {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  };

  it('claims nothing that it does not see', async () => {
    expect(await hostFeatures(root)).toEqual(['nesting']);
  });

  it('takes a device for usable only when its driver is there, and never believes in kvm', async () => {
    for (const path of ['dev/net/tun', 'dev/fuse', 'sys/class/misc/fuse', 'dev/kvm', 'sys/class/misc/kvm']) {
      await file(path);
    }
    expect(await hostFeatures(root)).toEqual(['nesting', 'fuse']);
  });

  it('knows modules that are loaded and parts that are built in', async () => {
    await file('sys/module/openvswitch/refcnt');
    await file('sys/module/nf_conntrack/refcnt');
    await file(`lib/modules/${release()}/modules.builtin`, 'kernel/net/8021q/8021q.ko\nkernel/a/dm-mod.ko\n');
    expect(await hostFeatures(root)).toEqual([
      'nesting',
      'module:8021q',
      'module:dm_mod',
      'module:nf_conntrack',
      'module:openvswitch',
    ]);
  });

  it('knows whether buffers of TCP are counted by themselves', async () => {
    expect(await countsTcpBuffers(root)).toBe(false);
    await file('sys/fs/cgroup/memory/memory.kmem.tcp.limit_in_bytes');
    expect(await countsTcpBuffers(root)).toBe(true);
  });
});
