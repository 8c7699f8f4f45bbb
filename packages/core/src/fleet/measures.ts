import type { FleetView } from '@springboard/contracts/fleet.ts';
import { countEnvironments, dueWork, listImageBuilds } from '@springboard/db/repositories/fleet.ts';
import type { Context } from '../context.ts';
import { livingStates } from '../environments/machine.ts';
import { measureFleet } from './view-fleet.ts';

/** What metrics tell of this moment. Only `fleet` names people, and those names stay out of the metrics. */
export interface Measures {
  readonly fleet: FleetView;
  readonly engineUp: boolean;
  readonly environments: readonly { topology: string; purpose: string; state: string; count: number }[];
  readonly images: readonly { state: string; count: number }[];
  readonly outbox: { readonly due: number; readonly oldestSeconds: number };
}

/** Asks database and engine for all of it. */
export async function takeMeasures(ctx: Context): Promise<Measures> {
  const now = ctx.clock();
  const [fleet, health, environments, builds, { due, oldest }] = await Promise.all([
    measureFleet(ctx),
    ctx.driver.health(),
    countEnvironments(ctx.db, [...livingStates, 'destroying']),
    listImageBuilds(ctx.db),
    dueWork(ctx.db, now),
  ]);
  const states = [...new Set(builds.map((build) => build.state))];
  return {
    fleet,
    engineUp: health.available,
    environments,
    images: states.map((state) => ({ state, count: builds.filter((build) => build.state === state).length })),
    outbox: { due, oldestSeconds: oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0 },
  };
}
