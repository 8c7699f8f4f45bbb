import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifest } from '../manifest.ts';
import { ended, identify } from '../process-identity.ts';
import { run } from '../run.ts';
import { type EngineApi, engineApi } from './api.ts';
import { answers, type DaemonPaths, ensureDaemon, stopDaemon } from './daemon.ts';
import { ensurePool } from './storage.ts';

/** A daemon of its own beside the machine's: other folder, other bridge, no containers. */
describe.runIf(process.getuid?.() === 0)('a daemon that was killed without warning', () => {
  let folder: string;
  let paths: DaemonPaths;
  let api: EngineApi;
  const bridge = `sbht${process.pid % 100_000}`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'springboard-incus-'));
    paths = { folder, log: join(folder, 'incusd.log') };
    api = engineApi({ kind: 'local', socket: join(folder, 'unix.socket') }, 60_000);
  });

  afterAll(async () => {
    if (await answers(paths)) {
      await api.call('DELETE', `/1.0/networks/${bridge}`).catch(() => {});
      await api.call('DELETE', '/1.0/storage-pools/springboard').catch(() => {});
      await stopDaemon('other', paths);
    }
    const mounts = await run([
      'sh',
      '-c',
      `grep -o "${folder}[^ ]*" /proc/mounts | sort -r | xargs -r umount -l`,
    ]);
    expect(mounts.code).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Pids of our daemon and its helpers, told by the folder in their environment. */
  async function ours(): Promise<number[]> {
    const found = await run([
      'sh',
      '-c',
      `grep -lzx "INCUS_DIR=${folder}" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3`,
    ]);
    const dnsmasq = await run(['pgrep', '-f', `${folder}/networks/`]);
    return `${found.stdout}\n${dnsmasq.stdout}`.split('\n').filter(Boolean).map(Number);
  }

  it('comes up again with its pool and network', async () => {
    expect(await ensureDaemon('other', () => {}, paths)).toBe('started');
    expect(await ensureDaemon('other', () => {}, paths)).toBe('running');
    const state = join(folder, 'state');
    expect(await ensurePool(state, api, { driver: 'btrfs', bytes: 2 ** 30 })).toBe('btrfs');
    expect(await ensurePool(state, api, { driver: 'btrfs', bytes: 2 ** 30 })).toBe('present');
    expect(readManifest(state).pool).toEqual({ name: 'springboard', driver: 'btrfs' });
    await api.call('POST', '/1.0/networks', {
      name: bridge,
      type: 'bridge',
      config: {
        'ipv4.address': `198.18.${process.pid % 250}.1/28`,
        'ipv4.nat': 'false',
        'ipv6.address': 'none',
      },
    });

    const killed = (await ours()).map(identify);
    expect(killed.length).toBeGreaterThan(1);
    for (const { pid } of killed) process.kill(pid, 'SIGKILL');
    for (const identity of killed) expect(await ended(identity, 5000)).toBe(true);
    expect(await answers(paths)).toBe(false);

    expect(await ensureDaemon('other', () => {}, paths)).toBe('started');
    expect(await ensurePool(state, api, { driver: 'btrfs', bytes: 2 ** 30 })).toBe('present');
    // The engine answers before its networks are up.
    await expect
      .poll(() => api.call('GET', `/1.0/networks/${bridge}`), { timeout: 20_000 })
      .toMatchObject({ status: 'Created' });
    const dnsmasq = await run(['pgrep', '-f', `${folder}/networks/${bridge}/`]);
    expect(dnsmasq.stdout.trim()).not.toBe('');
  });
});
