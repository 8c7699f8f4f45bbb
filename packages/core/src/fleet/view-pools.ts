import type { FleetView } from '@springboard/contracts/fleet.ts';
import {
  countEnvironments,
  demandAt,
  listPools,
  publishedTopologies,
} from '@springboard/db/repositories/fleet.ts';
import type { Context } from '../context.ts';

/** Every topology that labs are on or a pool was asked for, with what is kept in advance of it, by name. */
export async function viewPools(ctx: Context): Promise<FleetView['pools']> {
  const [published, rows, counts, demand] = await Promise.all([
    publishedTopologies(ctx.db),
    listPools(ctx.db),
    countEnvironments(ctx.db, ['provisioning', 'pooled']),
    demandAt(ctx.db, ctx.clock()),
  ]);
  const configured = ctx.limits.pools;
  const names = new Set([...published, ...rows.map((row) => row.topology), ...Object.keys(configured)]);
  return [...names].sort().map((topology) => {
    const row = rows.find((one) => one.topology === topology);
    const asked = row ?? configured[topology] ?? { target: 0, mode: 'running' as const };
    const mine = counts.filter((one) => one.topology === topology && one.purpose === 'pool');
    const sum = (state: 'provisioning' | 'pooled') =>
      mine.filter((one) => one.state === state).reduce((total, one) => total + one.count, 0);
    return {
      topology,
      title: ctx.topology(topology)?.title ?? topology,
      mode: asked.mode,
      target: asked.target,
      wanted: Math.max(asked.target, demand.get(topology) ?? 0),
      pooled: sum('pooled'),
      provisioning: sum('provisioning'),
      outdated: 0,
      hits: row?.hits ?? 0,
      misses: row?.misses ?? 0,
    };
  });
}
