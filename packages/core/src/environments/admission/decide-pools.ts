import { probeIsDue } from '../pools/due.ts';
import { lacking } from './room.ts';
import type { Round } from './round.ts';
import type { Action, AdmissionState, Living, PoolWish } from './state.ts';

/** Of the turns so many are for pools at most: somebody who comes now should not have to wait for those who may come later. */
const shareOfTurns = 0.5;
/** So many are looked after at a time: each costs processor time, and nobody waits for it. */
const careAtOnce = 4;

/** Drains what is old or too much, makes what is missing once nobody waits, and names what has to be looked after. */
export function decidePools(state: AdmissionState, round: Round): Action[] {
  const pooled = state.living.filter(
    (one) =>
      one.purpose === 'pool' &&
      (one.state === 'pooled' || one.state === 'provisioning') &&
      !round.gone.has(one.id),
  );
  const wishes = new Map(state.pools.map((wish) => [wish.topology, wish]));
  const kept: Living[] = [];
  for (const one of pooled) {
    const generation = wishes.get(one.topology)?.generation ?? null;
    if (generation !== null && one.generation !== generation) round.release(one, 'outdated');
    else kept.push(one);
  }
  for (const [topology, ready] of groups(kept.filter((one) => one.state === 'pooled'))) {
    const wanted = wishes.get(topology)?.wanted ?? 0;
    for (const one of ready.slice(0, Math.max(0, ready.length - wanted))) round.release(one, 'surplus');
  }
  const left = kept.filter((one) => !round.gone.has(one.id));
  return [...fill(state, round, left), ...care(state, left, wishes)];
}

/** How many are made for pools side by side, where `provisioningAtOnce` are made in all. */
export function poolTurns(provisioningAtOnce: number): number {
  return Math.max(1, Math.floor(provisioningAtOnce * shareOfTurns));
}

/**
 * What is missing, the emptiest pool first, with the room and turns that are left. Not while somebody is being given theirs: on a small host a cluster
 * that boots beside one that wakes makes a learner wait several times as long, and the pool is not needed before the next one comes.
 */
function fill(state: AdmissionState, round: Round, pooled: readonly Living[]): Action[] {
  if (round.waiting.some(({ request, waitsFor }) => waitsFor !== 'team' && round.mayEverFit(request)))
    return [];
  const handingOut = round.actions.some(({ kind }) => kind === 'claim');
  if (handingOut || state.living.some((one) => one.state === 'claimed')) return [];
  const making = pooled.filter((one) => one.state === 'provisioning').length;
  const most = poolTurns(state.limits.provisioningAtOnce) - making;
  const have = new Map([...groups(pooled)].map(([topology, ones]) => [topology, ones.length]));
  const actions: Action[] = [];
  for (let left = Math.min(most, round.turns); left > 0; left--) {
    const next = state.pools
      .filter(
        (wish) =>
          isMissing(wish, have.get(wish.topology) ?? 0, state.now) && lacking(round.room, wish.size) === null,
      )
      .sort((a, b) => fullness(a, have) - fullness(b, have))[0];
    if (!next) break;
    have.set(next.topology, (have.get(next.topology) ?? 0) + 1);
    round.begin(next);
    actions.push({ kind: 'make', topology: next.topology });
  }
  return actions;
}

function isMissing(wish: PoolWish, have: number, now: Date): boolean {
  if (wish.generation === null || have >= wish.wanted) return false;
  return wish.notBefore === null || wish.notBefore <= now;
}

function fullness(wish: PoolWish, have: ReadonlyMap<string, number>): number {
  return (have.get(wish.topology) ?? 0) / wish.wanted;
}

function care(
  state: AdmissionState,
  pooled: readonly Living[],
  wishes: ReadonlyMap<string, PoolWish>,
): Action[] {
  return pooled
    .filter((one) => {
      if (one.state !== 'pooled') return false;
      const frozen = wishes.get(one.topology)?.mode === 'frozen';
      return one.frozen !== frozen || probeIsDue(one, state.now);
    })
    .sort((a, b) => (a.probedAt?.getTime() ?? 0) - (b.probedAt?.getTime() ?? 0))
    .slice(0, careAtOnce)
    .map((one) => ({ kind: 'care', environmentId: one.id }));
}

/** By topology, the oldest first. */
function groups(pooled: readonly Living[]): Map<string, Living[]> {
  const oldestFirst = pooled.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  return Map.groupBy(oldestFirst, ({ topology }) => topology);
}
