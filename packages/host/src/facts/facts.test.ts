import { describe, expect, it } from 'vitest';
import { featureState, features, type KernelSources } from './kernel.ts';
import { limits, limitsToRaise } from './limits.ts';
import { mapsEverything, parseOsRelease } from './os.ts';
import { memoryLine, nextFreePort, parseCgroups, portFree } from './resources.ts';

describe('operating system', () => {
  it('is read from os-release, quoted or not', () => {
    const text = 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\nVERSION_ID="13"\n# comment\n';
    expect(parseOsRelease(text)).toEqual({
      PRETTY_NAME: 'Debian GNU/Linux 13 (trixie)',
      ID: 'debian',
      VERSION_ID: '13',
    });
  });

  it('tells an unprivileged container by its id map', () => {
    expect(mapsEverything('         0          0 4294967295\n')).toBe(true);
    expect(mapsEverything('         0     100000      65536\n')).toBe(false);
  });
});

describe('kernel features', () => {
  const silent: KernelSources = {
    config: undefined,
    filesystems: '',
    loaded: undefined,
    installed: '',
    hasDevice: () => false,
  };
  const state = (name: keyof typeof features, sources: Partial<KernelSources>) =>
    featureState(features[name], { ...silent, ...sources });

  it('are present when built in, loaded or registered', () => {
    expect(state('veth', { config: 'CONFIG_VETH=y\n' })).toBe('present');
    expect(state('veth', { loaded: 'veth 45056 0 - Live 0x0\n' })).toBe('present');
    expect(state('btrfs', { filesystems: 'nodev\tsysfs\n\tbtrfs\n' })).toBe('present');
    expect(state('kvm', { hasDevice: (path) => path === '/dev/kvm' })).toBe('present');
  });

  it('are loadable when a module of this kernel is installed', () => {
    const installed = 'kernel/net/openvswitch/openvswitch.ko.xz: kernel/net/nsh/nsh.ko.xz\n';
    expect(state('openvswitch', { installed, config: 'CONFIG_OPENVSWITCH=m\n' })).toBe('loadable');
    expect(state('nftables', { installed: 'kernel/net/netfilter/nf_tables.ko:\n' })).toBe('loadable');
  });

  it('are missing when the configuration lacks them, or only names a module that is not there', () => {
    expect(state('rbd', { config: '# CONFIG_BLK_DEV_RBD is not set\n' })).toBe('missing');
    expect(state('rbd', { config: 'CONFIG_BLK_DEV_RBD=m\n' })).toBe('missing');
    expect(state('kvm', { config: 'CONFIG_KVM=y\n' })).toBe('missing');
  });

  it('are unknown where the kernel says nothing', () => {
    expect(state('vxlan', {})).toBe('unknown');
  });

  it('are not mistaken for others that contain their name', () => {
    expect(state('nbd', { loaded: 'rnbd_client 20480 0\n', config: '' })).toBe('missing');
  });
});

describe('limits', () => {
  it('to raise are those below what is wanted, of those this kernel has', () => {
    const values = Object.fromEntries(limits.map(({ key, wanted }) => [key, wanted as number | null]));
    expect(limitsToRaise(values)).toEqual([]);
    values['fs.aio-max-nr'] = 65_536;
    values['net.netfilter.nf_conntrack_max'] = null;
    expect(limitsToRaise(values).map(({ limit, now }) => [limit.key, now])).toEqual([
      ['fs.aio-max-nr', 65_536],
    ]);
  });
});

describe('resources', () => {
  it('reads memory in bytes', () => {
    expect(memoryLine('MemTotal:       24684092 kB\nMemFree: 1 kB\n', 'MemTotal')).toBe(24_684_092 * 1024);
  });

  it('tells the layouts of control groups apart', () => {
    const v2 = 'cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n';
    const v1 = 'cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n';
    const list = '#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t9\t1\t1\nrdma\t0\t1\t0\n';
    expect(parseCgroups(v2, 'cpu memory\n', list)).toEqual({
      layout: 'unified',
      controllers: ['cpu', 'memory'],
    });
    expect(parseCgroups(v1, undefined, list)).toEqual({ layout: 'legacy', controllers: ['memory'] });
    const unified = 'cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n';
    expect(parseCgroups(v1 + unified, undefined, list).layout).toBe('hybrid');
    expect(parseCgroups('', undefined, '').layout).toBe('none');
  });

  it('finds a port that really is free', async () => {
    const port = await nextFreePort(28_000, '127.0.0.1', [28_000]);
    expect(port).toBeGreaterThan(28_000);
    expect(await portFree(port, '127.0.0.1')).toBe(true);
  });
});
