import type { FleetView } from '@springboard/contracts/fleet.ts';
import { columns, type Output } from '@springboard/host/output.ts';
import { shortId } from './format.ts';
import { minuteOf } from './moments.ts';

type Pool = FleetView['pools'][number];

export function printPools(pools: readonly Pool[], output: Output): void {
  if (pools.length === 0) {
    output.line('No lab is published, so there is nothing to keep in advance.');
    return;
  }
  const head = [
    'TOPOLOGY',
    'MODE',
    'TARGET',
    'WANTED',
    'POOLED',
    'IN THE MAKING',
    'OUTDATED',
    'HITS',
    'MISSES',
  ];
  const rows = pools.map((pool) => [
    pool.topology,
    pool.mode,
    ...[pool.target, pool.wanted, pool.pooled, pool.provisioning, pool.outdated, pool.hits, pool.misses].map(
      String,
    ),
  ]);
  printTable([head, ...rows], output);
}

/** What is said to be wanted of all of them; nothing when there is none. */
export function printDemands(pools: readonly Pool[], output: Output): void {
  const all = pools.flatMap(({ topology, demands }) => demands.map((one) => ({ ...one, topology })));
  if (all.length === 0) return;
  output.line();
  const rows = all.map((one) => [
    shortId(one.id),
    one.topology,
    String(one.count),
    minuteOf(one.from),
    minuteOf(one.until),
    one.reason,
  ]);
  printTable([['DEMAND', 'TOPOLOGY', 'COUNT', 'FROM', 'UNTIL', 'REASON'], ...rows], output);
}

export function printPool(pool: Pool, output: Output): void {
  const { topology, title, mode, target, wanted, pooled, provisioning, outdated, hits, misses } = pool;
  const due = wanted > target ? `, ${wanted} are wanted now` : '';
  const claims = hits + misses;
  const rows = [
    ['topology', `${topology}, ${title}`],
    ['target', `${target}, ${mode}${due}`],
    ['there', `${pooled} ready, ${provisioning} in the making, ${outdated} outdated`],
    ['claims', claims === 0 ? 'none yet' : `${hits} of ${claims} found one ready`],
  ];
  for (const line of columns(rows, 0)) output.line(line);
  if (pool.demands.length > 0) printDemands([pool], output);
  else output.line('Nothing is said to be wanted beyond the target.');
}

function printTable(rows: readonly (readonly string[])[], output: Output): void {
  const [first = '', ...lines] = columns(rows, 0);
  output.line(output.paint('dim', first));
  for (const line of lines) output.line(line);
}
