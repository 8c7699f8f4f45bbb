import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { type Subnet, toAddress, toSubnet } from './subnet.ts';

/** IPv4 subnets that this host has addresses in or routes to, the default route left out. */
export async function hostSubnets(): Promise<Subnet[]> {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .flatMap((address) => (address.family === 'IPv4' && address.cidr !== null ? [address.cidr] : []));
  const table = await readFile('/proc/net/route', 'utf8').catch(() => '');
  return [...own.map(toSubnet), ...routes(table)];
}

/** Reads `/proc/net/route`: hexadecimal, in the host's byte order (little-endian wherever we run). */
export function routes(table: string): Subnet[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, destination, , , , , , mask] = line.split(/\s+/);
      if (destination === undefined || mask === undefined || mask === '00000000') return [];
      const bits = swapped(mask).toString(2).replaceAll('0', '').length;
      return [toSubnet(`${toAddress(swapped(destination))}/${bits}`)];
    });
}

function swapped(hex: string): number {
  return Buffer.from(hex, 'hex').readUInt32LE(0);
}
