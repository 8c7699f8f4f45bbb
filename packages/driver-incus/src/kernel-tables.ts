import { readFile } from 'node:fs/promises';

/** Entries of the kernel's tables of neighbours, IPv4 and IPv6, which all network namespaces of the host share; permanent ones included. */
export async function hostNeighbours(): Promise<number> {
  const tables = await Promise.all(
    ['arp_cache', 'ndisc_cache'].map((name) => readFile(`/proc/net/stat/${name}`, 'utf8').catch(() => '')),
  );
  return tables.reduce((sum, table) => sum + tableEntries(table), 0);
}

/** Reads `/proc/net/stat/arp_cache`: a row for each processor, hexadecimal; its first column is the same in each and is of the whole table. */
export function tableEntries(table: string): number {
  return Number.parseInt(table.split('\n')[1]?.trim().split(/\s+/)[0] ?? '', 16) || 0;
}

/** Bytes of its own that the host's kernel cannot give back at once. */
export async function kernelMemory(): Promise<number> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const kilobytes = [...text.matchAll(/^(?:SUnreclaim|Percpu):\s+(\d+) kB/gm)].map(([, count]) =>
    Number(count),
  );
  return kilobytes.reduce((sum, one) => sum + one, 0) * 1024;
}

/** Routes of a network namespace, from its `/proc/net/fib_triestat` (all tables of IPv4) and `/proc/net/rt6_stats`. */
export function routeCount(triestat: string, rt6stats: string): number {
  const four = [...triestat.matchAll(/Prefixes:\s+(\d+)/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  // Columns: nodes, nodes with a route, allocated, entries, …; the third and fifth to seventh are of other things.
  const six = Number.parseInt(rt6stats.trim().split(/\s+/)[3] ?? '', 16) || 0;
  return four + six;
}
