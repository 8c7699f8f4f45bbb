import { describe, expect, it } from 'vitest';
import { furtherNetworkName, installationNames, instanceName, labNetworkName } from './names.ts';

describe('names', () => {
  const id = '0197a2b4-5c6d-7e8f-9012-3456789abcde';

  it('fit into the 15 characters of an interface name', () => {
    expect(labNetworkName('deadbeef', id)).toBe('sbdead-789abcde');
    expect(labNetworkName('deadbeef', id)).toHaveLength(15);
    expect(furtherNetworkName('deadbeef', id, 'a-network-with-a-long-name')).toHaveLength(15);
    expect(installationNames('deadbeef').managementNetwork.length).toBeLessThanOrEqual(15);
  });

  it('tell the networks of an environment apart, and from those of other environments', () => {
    const other = '0197a2b4-5c6d-7e8f-9012-3456789abcdf';
    const names = [id, other].flatMap((of) => [
      labNetworkName('deadbeef', of),
      furtherNetworkName('deadbeef', of, 'left'),
      furtherNetworkName('deadbeef', of, 'right'),
    ]);
    expect(new Set(names).size).toBe(6);
  });

  it('use the random end of an id, since the beginning of a version 7 UUID is a time', () => {
    expect(instanceName(id, 'ceph1')).toBe('789abcde-ceph1');
  });

  it('are valid host names even for the longest node name', () => {
    expect(instanceName(id, 'n'.repeat(31))).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
  });
});
