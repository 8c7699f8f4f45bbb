import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { expect, test } from 'vitest';
import { imageGroups } from './images.ts';

const topologies = [...(await loadTopologies(repositoryRoot)).values()];

test('images are built for topologies that may be started here, the quickest ones first', () => {
  const groups = imageGroups(topologies, ['forwarding']);
  expect(groups[0]).toEqual(['linux-single']);
  expect(groups.flat()).toContain('network-lab');
  expect(groups.flat()).not.toContain('openstack-single');
});

test('a grant that is given brings the images of what asks for it, last', () => {
  const groups = imageGroups(topologies, ['forwarding', 'nesting', 'tun']);
  expect(groups.slice(-2)).toEqual([
    ['openstack-single', 'openstack-client', 'openstack-grader'],
    [
      'openstack-ceph',
      'openstack-ceph-host',
      'openstack-ceph-client',
      'openstack-ceph-grader',
      'observability',
    ],
  ]);
});
