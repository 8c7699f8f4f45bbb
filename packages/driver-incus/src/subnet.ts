import { createHash } from 'node:crypto';

/** An IPv4 subnet as numbers: first address and prefix length. */
export interface Subnet {
  readonly base: number;
  readonly prefix: number;
}

/**
 * Management subnets come from the shared address space of RFC 6598, which neither labs nor most hosts use: 256 subnets of
 * 16,382 addresses, so that addresses drawn by hash for a few hundred nodes hardly ever meet.
 */
const space: Subnet = { base: toNumber('100.64.0.0'), prefix: 10 };
const prefix = 18;
const subnetCount = 2 ** (prefix - space.prefix);
const addressCount = 2 ** (32 - prefix);

export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** Parses `a.b.c.d/n`; the address may be any within the subnet. */
export function toSubnet(cidr: string): Subnet {
  const [address = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return { base: Math.floor(toNumber(address) / size) * size, prefix: Number(length) };
}

export function overlaps(a: Subnet, b: Subnet): boolean {
  return a.base < b.base + 2 ** (32 - b.prefix) && b.base < a.base + 2 ** (32 - a.prefix);
}

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

/** The installation's candidates for its management subnet, in its own order, without those that overlap `taken`. */
export function freeSubnets(installation: string, taken: readonly Subnet[]): Subnet[] {
  const first = hash(installation) % subnetCount;
  return Array.from({ length: subnetCount }, (_, step) => ({
    base: space.base + ((first + step) % subnetCount) * addressCount,
    prefix,
  })).filter((candidate) => !taken.some((other) => overlaps(candidate, other)));
}

/** The host's own address in a management subnet: the first. */
export function hostAddress(subnet: Subnet): string {
  return toAddress(subnet.base + 1);
}

/** Address of a node: drawn by hash, the next one for each further `draw`; never the host's, network's or broadcast address. */
export function nodeAddress(subnet: Subnet, environmentId: string, node: string, draw: number): string {
  const usable = 2 ** (32 - subnet.prefix) - 3;
  return toAddress(subnet.base + 2 + ((hash(`${environmentId}/${node}`) + draw) % usable));
}
