/** An IPv4 address as a number. */
export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export interface Subnet {
  /** The subnet's first address, and how many it has. */
  readonly first: number;
  readonly size: number;
  readonly prefix: number;
  /** The address that was written, which need not be the first. */
  readonly address: number;
}

/** The subnet of an address such as `10.0.12.1/30`. */
export function subnetOf(cidr: string): Subnet {
  const [base = '', length = ''] = cidr.split('/');
  const prefix = Number(length);
  const size = 2 ** (32 - prefix);
  const address = toNumber(base);
  return { first: address - (address % size), size, prefix, address };
}

export function overlap(one: Subnet, other: Subnet): boolean {
  return one.first < other.first + other.size && other.first < one.first + one.size;
}

/** Whether a host can have the address: neither the network's own nor the one for all, where there are such. */
export function isHostAddress({ first, size, prefix, address }: Subnet): boolean {
  return prefix === 31 || (prefix < 31 && address !== first && address !== first + size - 1);
}
