import { DriverError, type EnvironmentSpec, type ImageRef } from '@springboard/environments/driver.ts';
import type { TopologyNode } from '@springboard/environments/topology.ts';
import { closedByGroups, deniedSyscalls } from './closed.ts';
import { identityBaseKey } from './identity-ranges.ts';
import type { InstancesPost } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { environmentLabel, installationLabel, instanceName, nodeLabel } from './names.ts';
import { linkLines, nodeDevices } from './node-devices.ts';

/** Key under which a node's management address is kept; absent on nodes without one. */
export const managementAddressKey = 'user.springboard.management-address';

/** Address of the node on the lab network; the relay of `connect` falls back to it. */
export const labAddressKey = 'user.springboard.lab-address';

/** Alias of an image generation in project `default`. */
export function imageAlias(image: ImageRef): string {
  return `springboard/${image.name}/${image.hash}`;
}

/** The image generation of a node; throws `image-missing` when none was resolved. */
export function nodeImage(spec: EnvironmentSpec, node: TopologyNode): ImageRef {
  const image = spec.images[node.name];
  if (image === undefined)
    throw new DriverError('image-missing', `No image was resolved for node ${node.name}.`);
  return image;
}

/** A node with a terminal is reached by SSH over the management network; a hidden one has no NIC there. */
export function hasManagement(node: TopologyNode): boolean {
  return node.terminal && node.role === 'learner';
}

/** The instance of a node: everything it needs for its first boot is in its configuration (see `infra/images/README.md`). */
export function nodeInstance(
  installation: Installation,
  spec: EnvironmentSpec,
  node: TopologyNode,
  managementAddress: string | null,
  identityBase: number,
): InstancesPost {
  const image = nodeImage(spec, node);
  const groups = closedByGroups(node, installation);
  const labPrefix = spec.topology.network.cidr.split('/')[1] ?? '24';
  return {
    name: instanceName(spec.id, node.name),
    type: 'container',
    source: { type: 'image', alias: imageAlias(image) },
    start: true,
    profiles: [],
    config: {
      'limits.cpu': String(node.cpu),
      'limits.memory': node.memory,
      'limits.processes': String(node.processes),
      'security.guestapi': 'false',
      [identityBaseKey]: String(identityBase),
      'security.idmap.isolated': 'true',
      'security.nesting': String(node.grants.includes('nesting')),
      'security.syscalls.deny': deniedSyscalls,
      ...(groups === '' ? {} : { 'raw.lxc': groups }),
      [installationLabel]: installation.id,
      [environmentLabel]: spec.id,
      [nodeLabel]: node.name,
      'user.springboard.hosts': spec.topology.nodes
        .filter((other) => other.role === 'learner' || other.name === node.name)
        .map((other) => `${other.address} ${other.name}`)
        .join('\n'),
      [labAddressKey]: `${node.address}/${labPrefix}`,
      ...(node.links.length === 0 ? {} : { 'user.springboard.links': linkLines(node) }),
      ...(managementAddress === null
        ? {}
        : {
            [managementAddressKey]: `${managementAddress}/${installation.management.subnet.prefix}`,
            'user.springboard.authorized-key': spec.authorizedKey,
          }),
    },
    devices: nodeDevices(installation, spec, node, managementAddress),
  };
}
