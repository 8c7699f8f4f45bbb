import type { ClassMemberView, ClassRoom } from '@springboard/contracts/classes.ts';
import { teamsOf } from '@springboard/db/repositories/admission.ts';
import { listTopologyUsage } from '@springboard/db/repositories/pools.ts';
import type { Context } from '../context.ts';
import { freeRoom, nothing, plus, takenBy, wholeRoom } from '../environments/admission/room.ts';
import { lookAround } from '../environments/admission/seen.ts';
import { plannedSize } from '../environments/admission/sizes.ts';
import type { AdmissionState, Size } from '../environments/admission/state.ts';
import { Teams } from '../environments/admission/teams.ts';

/** Whether what a class needs fits on the host, as admission counts; null while the engine does not say what it has, or the topology is not here. */
export async function roomForClass(
  ctx: Context,
  topologyName: string,
  members: readonly ClassMemberView[],
): Promise<ClassRoom | null> {
  const topology = ctx.topology(topologyName);
  if (!topology) return null;
  const needy = members.flatMap(({ person, attempt }) => (attempt?.environment ? [] : person.id));
  const [{ state }, usage, teams] = await Promise.all([
    lookAround(ctx),
    listTopologyUsage(ctx.db),
    teamsOf(ctx.db, needy),
  ]);
  const size = plannedSize(topology.size, usage.get(topologyName));
  return countRoom(state, { topology: topologyName, size, teams: needy.map((id) => teams.get(id) ?? []) });
}

/** The same from what admission sees; `teams`: of each who needs one. */
export function countRoom(
  { host, living, limits }: AdmissionState,
  wanted: {
    readonly topology: string;
    readonly size: Size;
    readonly teams: readonly (readonly string[])[];
  },
): ClassRoom | null {
  if (!host) return null;
  const { topology, size, teams } = wanted;
  const pooled = living.filter(({ purpose }) => purpose === 'pool');
  const mine = pooled.filter((one) => one.topology === topology);
  const kept = pooled.filter(({ state }) => state === 'pooled' || state === 'provisioning');
  // What is pooled makes way for who comes.
  const free = plus(freeRoom(host, living, limits), kept.map(takenBy).reduce(plus, nothing));
  return {
    needed: teams.length,
    ready: mine.filter(({ state }) => state === 'pooled').length,
    making: mine.filter(({ state }) => state === 'provisioning').length,
    fitNow: timesIn(free, size),
    fitEmpty: timesIn(wholeRoom(host, limits), size),
    heldByTeam: heldBack(new Teams(limits.environmentsPerTeam, living), teams),
  };
}

/** How often a size fits into a room. What takes nothing of something is not kept by it. */
function timesIn(room: Size, size: Size): number {
  const times = (['memory', 'disk', 'cpu'] as const).flatMap((of) =>
    size[of] > 0 ? [Math.floor(room[of] / size[of])] : [],
  );
  return Math.max(0, Math.min(...times, 1_000));
}

function heldBack(counted: Teams, teams: readonly (readonly string[])[]): number {
  let held = 0;
  for (const own of teams)
    if (counted.full(own).length > 0) held += 1;
    else counted.add(own);
  return held;
}
