import type { FleetView } from '@springboard/contracts/fleet.ts';
import { countEnvironments, dueWork, listImageBuilds } from '@springboard/db/repositories/fleet.ts';
import type { Context } from '../context.ts';
import { livingStates } from '../environments/machine.ts';
import { measureFreshness } from '../lab-tests/freshness.ts';
import { measureFleet } from './view-fleet.ts';

/** What metrics tell of this moment. Only `fleet` names people, and those names stay out of the metrics. */
export interface Measures {
  readonly fleet: FleetView;
  readonly engineUp: boolean;
  readonly environments: readonly { topology: string; purpose: string; state: string; count: number }[];
  readonly images: readonly { state: string; count: number }[];
  /** Published labs, and whether they are known to keep their contract. */
  readonly labs: readonly { readonly lab: string; readonly state: string; readonly provenAt: Date | null }[];
  readonly outbox: { readonly due: number; readonly oldestSeconds: number };
}

/** Asks database and engine for all of it. */
export async function takeMeasures(ctx: Context): Promise<Measures> {
  const now = ctx.clock();
  const [fleet, health, environments, builds, freshness, { due, oldest }] = await Promise.all([
    measureFleet(ctx),
    ctx.driver.health(),
    countEnvironments(ctx.db, [...livingStates, 'destroying']),
    listImageBuilds(ctx.db),
    measureFreshness(ctx),
    dueWork(ctx.db, now),
  ]);
  const states = [...new Set(builds.map((build) => build.state))];
  return {
    fleet,
    engineUp: health.available,
    environments,
    images: states.map((state) => ({ state, count: builds.filter((build) => build.state === state).length })),
    labs: freshness.map(({ lab, state, lastGreen }) => ({
      lab,
      state,
      provenAt: lastGreen && new Date(lastGreen.at),
    })),
    outbox: { due, oldestSeconds: oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0 },
  };
}
