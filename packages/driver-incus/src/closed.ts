import { randomBytes } from 'node:crypto';

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

/** NICs of nodes by what they are on; the host's packet filter (`packages/host/src/engine/port-guard.ts`) goes by these names. */
const portPrefix = { management: 'sbm', lab: 'sbl' } as const;

/** Name of a NIC's end on the host, another one for each NIC ever made: 15 characters, as long as the kernel takes. */
export function hostPort(kind: keyof typeof portPrefix): string {
  return `${portPrefix[kind]}${randomBytes(6).toString('hex')}`;
}
