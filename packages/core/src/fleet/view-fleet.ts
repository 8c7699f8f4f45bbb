import type { Actor } from '@springboard/contracts/actor.ts';
import type { FleetView } from '@springboard/contracts/fleet.ts';
import { listFleet } from '@springboard/db/repositories/fleet.ts';
import { authorize } from '../access.ts';
import type { Context } from '../context.ts';
import { isBeingMade } from '../environments/admission/living.ts';
import { lookAround } from '../environments/admission/seen.ts';
import { viewQueue } from '../environments/view.ts';
import { findAlarms } from './alarms.ts';
import { viewCapacity, wantedSizes } from './capacity.ts';
import { viewPools } from './view-pools.ts';

/** So many of those that wait are shown, the next ones first. */
const mostQueued = 200;

/** Capacity, pools, queue and alarms of the whole installation. */
export async function viewFleet(ctx: Context, actor: Actor): Promise<FleetView> {
  authorize(actor, 'environment.any.read');
  return measureFleet(ctx);
}

/** As `viewFleet`, for the platform itself: metrics and pushed views. */
export async function measureFleet(ctx: Context): Promise<FleetView> {
  const [{ state }, sizes] = await Promise.all([lookAround(ctx), wantedSizes(ctx)]);
  const capacity = viewCapacity(state, sizes);
  const [pools, waiting] = await Promise.all([
    viewPools(ctx, state),
    listFleet(ctx.db, { states: ['queued'], limit: mostQueued }),
  ]);
  // Newest first; whoever admission has not looked at yet stands behind the others.
  const last = Number.MAX_SAFE_INTEGER;
  const queued = waiting
    .reverse()
    .map((row) => ({ ...row, queue: viewQueue(row.queue) }))
    .sort((a, b) => (a.queue?.place ?? last) - (b.queue?.place ?? last));
  const oldestQueuedAt = queued.reduce<Date | null>(
    (oldest, row) => (oldest && oldest < row.createdAt ? oldest : row.createdAt),
    null,
  );
  return {
    measuredAt: ctx.clock().toISOString(),
    capacity,
    provisioning: {
      running: state.living.filter(isBeingMade).length,
      most: ctx.limits.provisioningAtOnce,
    },
    pools,
    queue: queued.map((row, index) => ({
      environmentId: row.id,
      topology: row.topology,
      owner: row.ownerName,
      since: row.createdAt.toISOString(),
      queue: row.queue ?? { place: index + 1, of: queued.length, waitsFor: 'turn', startsAt: null },
    })),
    alarms: await findAlarms(ctx, { capacity, oldestQueuedAt }),
  };
}
