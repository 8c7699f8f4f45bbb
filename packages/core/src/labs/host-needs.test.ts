import { pairTopology } from '@springboard/environments/pair-topology.ts';
import type { Grant, Topology } from '@springboard/environments/topology.ts';
import { describe, expect, it } from 'vitest';
import { missingFeature, missingGrant, missingRoom } from './host-needs.ts';

const GiB = 1024 ** 3;
const asking = (...grants: Grant[]): Topology => ({
  ...pairTopology,
  nodes: pairTopology.nodes.map((node) => ({ ...node, grants })),
});
const host = {
  memory: { total: 4 * GiB, available: 4 * GiB },
  cores: 2,
  load: 0,
  disk: { total: 10 * GiB, used: GiB },
};
const limits = { memoryReserve: 0.1, diskReserve: 0.1 };

describe('what a topology needs of its host', () => {
  it('is granted by an operator, each by name', () => {
    expect(missingGrant(asking('forwarding'), ['forwarding'])).toBeNull();
    expect(missingGrant(asking('forwarding', 'tun'), ['forwarding'])?.reason).toContain(' tun.');
    expect(missingGrant(asking('tun', 'kvm'), [])?.remedy).toContain('tun,kvm to SPRINGBOARD_GRANTS');
  });

  it('is there: what it requires, and the devices of its grants', () => {
    const needy = { ...asking('tun', 'nesting'), requires: ['module:openvswitch'] };
    expect(missingFeature(needy, ['tun', 'module:openvswitch'])).toBeNull();
    expect(missingFeature(needy, ['tun'])?.reason).toContain('module:openvswitch');
    expect(missingFeature(needy, ['module:openvswitch'])?.reason).toContain('tun');
  });

  it('fits it, and its storage pool is not full up to the reserve', () => {
    expect(missingRoom(pairTopology, host, limits)).toBeNull();
    const large = { ...pairTopology, size: { ...pairTopology.size, memory: '4GiB' } };
    expect(missingRoom(large, host, limits)?.reason).toContain(
      '4.0 GiB of memory; the whole host has 3.6 GiB',
    );
    const full = { ...host, disk: { total: 10 * GiB, used: 9 * GiB } };
    expect(missingRoom(pairTopology, full, limits)?.reason).toContain('9.0 GiB of 10.0 GiB');
  });
});
