import { describe, expect, it } from 'vitest';
import { closedByGroups } from './closed.ts';

describe('what control groups close', () => {
  it('is each device that was not granted, for either version of control groups', () => {
    expect(closedByGroups({ grants: ['tun'], memory: '512MiB' }, { countsTcp: false })).toBe(
      'lxc.cgroup.devices.deny = c 10:229 rwm\nlxc.cgroup2.devices.deny = c 10:229 rwm',
    );
    expect(closedByGroups({ grants: ['tun', 'fuse'], memory: '512MiB' }, { countsTcp: false })).toBe('');
  });

  it('is a share of the memory for TCP, where that is counted by itself', () => {
    expect(closedByGroups({ grants: ['tun', 'fuse'], memory: '512MiB' }, { countsTcp: true })).toBe(
      'lxc.cgroup.memory.kmem.tcp.limit_in_bytes = 134217728',
    );
  });
});
