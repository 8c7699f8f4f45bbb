import type { FleetView } from '@springboard/contracts/fleet.ts';
import { listDemands } from '@springboard/db/repositories/demands.ts';
import { publishedTopologies } from '@springboard/db/repositories/fleet.ts';
import { listPoolRows } from '@springboard/db/repositories/pools.ts';
import type { Context } from '../context.ts';
import type { AdmissionState } from '../environments/admission/state.ts';
import { demandView } from './demands.ts';

/** Every topology that labs are on or a pool was asked for, with what is kept in advance of it, by name. */
export async function viewPools(
  ctx: Context,
  { living, pools: wishes }: AdmissionState,
): Promise<FleetView['pools']> {
  const [published, rows, demands] = await Promise.all([
    publishedTopologies(ctx.db),
    listPoolRows(ctx.db),
    listDemands(ctx.db, ctx.clock()),
  ]);
  const kept = living.filter((one) => one.purpose === 'pool');
  const names = new Set([
    ...published,
    ...wishes.map((wish) => wish.topology),
    ...rows.map((row) => row.topology),
    ...demands.map((demand) => demand.topology),
    ...kept.map((one) => one.topology),
  ]);
  return [...names].sort().map((topology) => {
    const row = rows.find((one) => one.topology === topology);
    const wish = wishes.find((one) => one.topology === topology);
    const mine = kept.filter((one) => one.topology === topology);
    const present = wish?.generation ?? null;
    const pooled = mine.filter((one) => one.state === 'pooled');
    const outdated = pooled.filter((one) => present !== null && one.generation !== present).length;
    return {
      topology,
      title: ctx.topology(topology)?.title ?? topology,
      mode: row?.mode ?? 'running',
      target: row?.target ?? 0,
      wanted: wish?.wanted ?? row?.target ?? 0,
      pooled: pooled.length - outdated,
      provisioning: mine.filter((one) => one.state === 'provisioning').length,
      outdated,
      hits: row?.hits ?? 0,
      misses: row?.misses ?? 0,
      demands: demands.filter((demand) => demand.topology === topology).map(demandView),
    };
  });
}
