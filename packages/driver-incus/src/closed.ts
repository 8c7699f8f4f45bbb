import { randomBytes } from 'node:crypto';
import type { TopologyNode } from '@springboard/environments/topology.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';

/**
 * What no node may ask the kernel for, beyond the engine's own list; values of `security.syscalls.deny`. Each was found open by the hostile
 * suite (`docs/security.md`). Arguments are compared with a mask: the kernel looks at 32 bits of them, the filter at 64.
 */
export const deniedSyscalls = [
  // A subvolume or snapshot of a node's own making is outside its disk quota. All others of btrfs stay, `cp --reflink` among them.
  ...['0x5000940e', '0x50009418', '0x50009401', '0x50009417'].map(
    (request) => `ioctl errno 1 [1,${request},SCMP_CMP_MASKED_EQ,0xffffffff]`,
  ),
  // Quotas of kernel keys are per user id, of which a node has 65536; the memory behind them is the host's.
  'add_key errno 38',
  'request_key errno 38',
  'keyctl errno 38',
  // Families above AF_PACKET know no network namespaces (AF_VSOCK reaches the host and its hypervisor) or have no use in a lab.
  'socket errno 97 [0,17,SCMP_CMP_GT]',
].join('\n');

/** Devices that the engine hands to every container, by the grant that is needed to use them. */
const deviceNumbers = { tun: '10:200', fuse: '10:229' } as const;

/** Of a node's memory, so much may be in buffers of TCP besides. */
const tcpShare = 1 / 4;

/**
 * What is closed by the container's control groups, for `raw.lxc`: devices that were not granted, whatever their mode on the host, and where
 * the host counts TCP's buffers by themselves (cgroup 1), how much a node may have of them. Of the lines for either cgroup version LXC
 * ignores those that are not of the host's.
 */
export function closedByGroups(
  { grants, memory }: Pick<TopologyNode, 'grants' | 'memory'>,
  { countsTcp }: { readonly countsTcp: boolean },
): string {
  const denied = Object.entries(deviceNumbers).flatMap(([grant, number]) =>
    grants.some((granted) => granted === grant) ? [] : [`devices.deny = c ${number} rwm`],
  );
  return [
    ...denied.flatMap((line) => [`lxc.cgroup.${line}`, `lxc.cgroup2.${line}`]),
    ...(countsTcp
      ? [`lxc.cgroup.memory.kmem.tcp.limit_in_bytes = ${Math.floor(sizeInBytes(memory) * tcpShare)}`]
      : []),
  ].join('\n');
}

/** NICs of nodes by what they are on; the host's packet filter (`packages/host/src/engine/port-guard.ts`) goes by these names. */
const portPrefix = { management: 'sbm', lab: 'sbl' } as const;

/** Name of a NIC's end on the host, another one for each NIC ever made: 15 characters, as long as the kernel takes. */
export function hostPort(kind: keyof typeof portPrefix): string {
  return `${portPrefix[kind]}${randomBytes(6).toString('hex')}`;
}
