import type { FleetView, ResourceView } from '@springboard/contracts/fleet.ts';
import { publishedTopologies } from '@springboard/db/repositories/fleet.ts';
import { listTopologyUsage } from '@springboard/db/repositories/pools.ts';
import type { Context } from '../context.ts';
import { freeRoom, lacking, nothing, plus, takenBy, wholeRoom } from '../environments/admission/room.ts';
import { plannedSize } from '../environments/admission/sizes.ts';
import type { AdmissionState, Size } from '../environments/admission/state.ts';

/** What one environment of each topology that labs use is planned with. */
export async function wantedSizes(ctx: Context): Promise<Size[]> {
  const [names, usage] = await Promise.all([publishedTopologies(ctx.db), listTopologyUsage(ctx.db)]);
  return names.flatMap((name) => {
    const topology = ctx.topology(name);
    return topology ? [plannedSize(topology.size, usage.get(name))] : [];
  });
}

/** What the host has, has given out and keeps back, as admission counts; null while the engine does not say. */
export function viewCapacity(
  { host, living, limits }: AdmissionState,
  sizes: readonly Size[],
): FleetView['capacity'] {
  if (!host) return null;
  const planned = living.map(takenBy).reduce(plus, nothing);
  const room = wholeRoom(host, limits);
  const kept = living
    .filter((one) => one.state === 'pooled')
    .reduce((sum, one) => plus(sum, takenBy(one)), nothing);
  const free = plus(freeRoom(host, living, limits), kept);
  const possible = sizes.filter((size) => lacking(room, size) === null);
  const total: Size = { memory: host.memory.total, disk: host.disk.total, cpu: host.cores * 1000 };
  const used: Size = {
    memory: host.memory.total - host.memory.available,
    disk: host.disk.used,
    cpu: host.load * 1000,
  };
  const view = (of: keyof Size): ResourceView => ({
    total: total[of],
    planned: planned[of],
    used: Number.isFinite(used[of]) ? used[of] : null,
    reserve: total[of] - room[of],
    free: free[of],
    largest: Math.max(0, ...possible.map((size) => size[of])),
  });
  return { memory: view('memory'), cpu: view('cpu'), disk: view('disk') };
}
