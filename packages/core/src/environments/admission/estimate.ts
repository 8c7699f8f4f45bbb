import { isBeingMade, isLeaving, isSomebodys } from './living.ts';
import { median } from './median.ts';
import { lacking, minus, plus, takenBy } from './room.ts';
import type { Round } from './round.ts';
import type { AdmissionState, Living, Size } from './state.ts';

/** One that is being taken down is gone after so long, in milliseconds. */
const goneInMs = 2_000;
/** What should be over by now is expected to end this soon, in milliseconds. */
const soonMs = 1_000;

interface Freed {
  readonly at: number;
  readonly size: Size;
}

/**
 * When each of those who wait is expected to be started, in their order, by playing out what is measured: turns become free as what is being
 * made gets healthy, room as environments come to their usual end. Null where nothing is measured to tell it from.
 */
export function estimateStarts(state: AdmissionState, round: Round): (Date | null)[] {
  if (round.waiting.length === 0) return [];
  const now = state.now.getTime();
  const usual = median([...state.measured.provisionMs.values()]);
  const provisionMs = (topology: string) => state.measured.provisionMs.get(topology) ?? usual;
  const lifeMs = (topology: string) => state.measured.lifeMs.get(topology) ?? state.limits.readyForMs;
  const turns = new Timeline<number>((at) => at);
  const freed = new Timeline<Freed>(({ at }) => at);
  const ofTeams = new Map<string, number[]>();

  for (const one of state.living) {
    const made = isBeingMade(one) ? (provisionMs(one.topology) ?? null) : 0;
    if (isBeingMade(one) && made !== null)
      turns.add(Math.max(now + soonMs, (one.since ?? one.createdAt).getTime() + made));
    const end = endOf(one, state, lifeMs(one.topology));
    if (end === null) continue;
    freed.add({ at: end, size: takenBy(one) });
    if (isSomebodys(one)) for (const team of one.teams) addEnd(ofTeams, team, end);
  }
  for (const one of round.released) freed.add({ at: now + goneInMs, size: takenBy(one) });
  for (const one of round.begun) {
    const made = provisionMs(one.topology);
    if (made === undefined) continue;
    turns.add(now + made);
    const end = now + made + lifeMs(one.topology);
    freed.add({ at: end, size: one.size });
    for (const team of one.teams ?? []) addEnd(ofTeams, team, end);
  }
  for (let free = round.turns; free > 0; free--) turns.add(now);

  let room = round.room;
  let at = now;
  return round.waiting.map(({ request, waitsFor }) => {
    const made = provisionMs(request.topology);
    if (!round.mayEverFit(request)) return null;
    if (waitsFor === 'team') {
      const first = firstOfTeams(round.teams.full(request.teams), ofTeams);
      if (first === null) return null;
      const end = first + (made ?? 0) + lifeMs(request.topology);
      for (const team of request.teams) addEnd(ofTeams, team, end);
      return toDate(first);
    }
    let start = at;
    while (lacking(room, request.size) !== null) {
      const next = freed.take();
      if (!next) return null;
      room = plus(room, next.size);
      start = Math.max(start, next.at);
    }
    const turn = turns.take();
    if (turn === undefined || made === undefined) return null;
    start = Math.max(start, turn);
    at = start;
    room = minus(room, request.size);
    turns.add(start + made);
    freed.add({ at: start + made + lifeMs(request.topology), size: request.size });
    return toDate(start);
  });
}

/** When its room is expected to be free; null for what stays. */
function endOf(one: Living, state: AdmissionState, lifeMs: number): number | null {
  const now = state.now.getTime();
  if (isLeaving(one)) return now + goneInMs;
  if (one.purpose === 'pool') return null;
  if (one.state === 'paused' && one.pausedAt)
    return Math.max(now + soonMs, one.pausedAt.getTime() + state.limits.pausedForMs);
  const expires = one.expiresAt?.getTime() ?? now + state.limits.readyForMs;
  const usual = (one.readyAt?.getTime() ?? now) + lifeMs;
  return Math.max(now + soonMs, usual > now ? Math.min(usual, expires) : expires);
}

/** Ends in a team, the earliest first. */
function addEnd(ofTeams: Map<string, number[]>, team: string, end: number): void {
  ofTeams.set(
    team,
    [...(ofTeams.get(team) ?? []), end].sort((a, b) => a - b),
  );
}

/** Who waits for full teams takes the first end in each, and leaves the next one to those behind. */
function firstOfTeams(teams: readonly string[], ends: ReadonlyMap<string, number[]>): number | null {
  const times = teams.flatMap((team) => ends.get(team)?.shift() ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

/** Whole seconds: an estimate is no more exact than that. */
function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(Math.ceil(ms / 1000) * 1000);
}

/** Things to come, the earliest taken first. */
class Timeline<T> {
  readonly #items: T[] = [];
  readonly #at: (item: T) => number;

  constructor(at: (item: T) => number) {
    this.#at = at;
  }

  add(item: T): void {
    let low = 0;
    let high = this.#items.length;
    // Latest first, so that taking the earliest is cheap.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#at(this.#items[middle] as T) > this.#at(item)) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, item);
  }

  take(): T | undefined {
    return this.#items.pop();
  }
}
