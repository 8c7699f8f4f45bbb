import type { EnvironmentSpec } from '@springboard/environments/driver.ts';
import type { Grant, TopologyNode } from '@springboard/environments/topology.ts';
import { hostPort } from './closed.ts';
import type { Installation } from './installation.ts';
import { furtherNetworkName, labNetworkName } from './names.ts';

type Devices = Record<string, Record<string, string>>;

/**
 * Character devices that a grant hands in: usable whatever their mode on the host, where it is often root's only, and no start without them.
 * Incus shows tun and fuse to every container where the host has them; without the grant its control group refuses them (`closed.ts`).
 */
const grantedDevices: Partial<Record<Grant, string>> = {
  tun: '/dev/net/tun',
  fuse: '/dev/fuse',
  kvm: '/dev/kvm',
};

/** Everything that is plugged into a node: its disk, its NICs, and the devices of its grants. */
export function nodeDevices(
  installation: Installation,
  spec: EnvironmentSpec,
  node: TopologyNode,
  managementAddress: string | null,
): Devices {
  const links = node.links.map(({ network }, index): [string, Record<string, string>] => {
    const name = linkName(index);
    return [name, labNic(node, name, furtherNetworkName(installation.id, spec.id, network))];
  });
  const granted = node.grants.flatMap((grant): [string, Record<string, string>][] => {
    const path = grantedDevices[grant];
    return path === undefined ? [] : [[grant, { type: 'unix-char', source: path, path, mode: '0666' }]];
  });
  return {
    root: rootDisk(installation.pool, node.disk),
    eth0: labNic(node, 'eth0', labNetworkName(installation.id, spec.id)),
    ...(managementAddress === null ? {} : { eth1: managementNic(installation, managementAddress) }),
    ...Object.fromEntries([...links, ...granted]),
  };
}

/** A node's disk, with its limit as Incus takes it: `4GiB`, or bytes. */
export function rootDisk(pool: string, size: string): Record<string, string> {
  return { type: 'disk', path: '/', pool, size };
}

/** What the image's networkd files are made of, a line a link: `lan1 10.0.12.1/30`, or the bare name for one without address. */
export function linkLines(node: TopologyNode): string {
  return node.links
    .map(({ address }, index) => [linkName(index), ...(address === undefined ? [] : [address])].join(' '))
    .join('\n');
}

/** Of a node's further NIC, counted from 0. */
export function linkName(index: number): string {
  return `lan${index + 1}`;
}

/**
 * On a network of the environment's own. Addresses are the learner's business there; hardware addresses are the node's own unless
 * `forwarding` was granted, so that only who needs it can send in the name of another port.
 */
function labNic({ grants }: TopologyNode, name: string, network: string): Record<string, string> {
  return {
    type: 'nic',
    name,
    host_name: hostPort('lab'),
    network,
    ...(grants.includes('forwarding') ? {} : { 'security.mac_filtering': 'true' }),
  };
}

/** May speak with its own address and name only, to nobody but the host, and not in IPv6. */
function managementNic(installation: Installation, address: string): Record<string, string> {
  return {
    type: 'nic',
    name: 'eth1',
    host_name: hostPort('management'),
    network: installation.management.network,
    'ipv4.address': address,
    'security.port_isolation': 'true',
    'security.mac_filtering': 'true',
    'security.ipv4_filtering': 'true',
    'security.ipv6_filtering': 'true',
  };
}
