import {
  listPoolRows,
  openDemand,
  type PoolRow,
  poolFailuresSince,
  type TopologyUsageRow,
  writeConfiguredPools,
} from '@springboard/db/repositories/pools.ts';
import type { Context } from '../../context.ts';
import { assess } from '../../labs/availability.ts';
import { plannedSize } from '../admission/sizes.ts';
import type { PoolWish } from '../admission/state.ts';
import { generationOf } from '../generation.ts';
import { poolLeadMs } from './lead.ts';

/** Failures are remembered so long, in milliseconds. */
const failuresForMs = 3_600_000;
/** After the first failure a pool waits so long until it makes another one, after each further one twice as long, up to the most. */
const failurePauseMs = { first: 15_000, most: 15 * 60_000 };

const configured = new WeakSet<Context['limits']>();

/** What is to be kept in advance of each topology, by the configuration, the operator, and what is assigned and due. */
export async function poolWishes(
  ctx: Context,
  usage: ReadonlyMap<string, TopologyUsageRow>,
): Promise<PoolWish[]> {
  if (!configured.has(ctx.limits)) {
    await writeConfiguredPools(ctx.db, ctx.limits.pools, ctx.clock());
    configured.add(ctx.limits);
  }
  const now = ctx.clock();
  const [rows, demand, failures] = await Promise.all([
    listPoolRows(ctx.db),
    openDemand(ctx.db, now, new Date(now.getTime() + poolLeadMs), poolLeadMs),
    poolFailuresSince(ctx.db, new Date(now.getTime() - failuresForMs)),
  ]);
  const topologies = new Set([...rows.map((row) => row.topology), ...demand.keys()]);
  const wishes: PoolWish[] = [];
  for (const topology of topologies) {
    const row = rows.find((one) => one.topology === topology);
    const wanted = Math.max(row?.target ?? 0, demand.get(topology) ?? 0);
    const failed = failures.get(topology);
    const notBefore = failed ? new Date(failed.last.getTime() + pauseAfter(failed.count)) : null;
    wishes.push({ ...(await groundOf(ctx, topology, usage)), ...asked(row), topology, wanted, notBefore });
  }
  return wishes;
}

function asked(row: PoolRow | undefined): Pick<PoolWish, 'mode' | 'asked'> {
  return { mode: row?.mode ?? 'running', asked: (row?.hits ?? 0) + (row?.misses ?? 0) };
}

/** What an environment of the pool would be made from now; nothing while that is not known or not there. */
async function groundOf(
  ctx: Context,
  topology: string,
  usage: ReadonlyMap<string, TopologyUsageRow>,
): Promise<Pick<PoolWish, 'generation' | 'size'>> {
  const { ground } = await assess(ctx, topology);
  if (!ground) return { generation: null, size: { memory: 0, disk: 0, cpu: 0 } };
  return {
    generation: generationOf(ground.topology, ground.images),
    size: plannedSize(ground.topology.size, usage.get(topology)),
  };
}

export function pauseAfter(failures: number): number {
  return Math.min(failurePauseMs.most, failurePauseMs.first * 2 ** (failures - 1));
}
