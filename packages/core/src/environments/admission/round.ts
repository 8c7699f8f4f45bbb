import { isBeingMade, isLeaving } from './living.ts';
import { lacking, minus, nothing, plus, takenBy } from './room.ts';
import type { Action, AdmissionState, Living, Size, StillWaiting, Waiting } from './state.ts';
import { Teams } from './teams.ts';

/** Something that is made from now on. */
interface Begun {
  readonly topology: string;
  readonly size: Size;
  readonly teams?: readonly string[];
}

/** One look: what is left of room, turns and pools while the requests are gone through. */
export class Round {
  readonly actions: Action[] = [];
  readonly waiting: StillWaiting[] = [];
  /** Environments that this round gives to somebody or takes down. */
  readonly gone = new Set<string>();
  /** What is taken down from this round on. */
  readonly released: Living[] = [];
  /** What is made from this round on. */
  readonly begun: Begun[] = [];
  room: Size;
  turns: number;
  readonly #state: AdmissionState;
  readonly teams: Teams;
  /** What there would be with nothing on the host. */
  readonly #whole: Size;
  /** Comes by itself: environments that are being taken down. */
  #coming: Size;
  #blocked = false;

  constructor(state: AdmissionState, room: Size, whole: Size) {
    this.#state = state;
    this.room = room;
    this.#whole = whole;
    this.turns = state.limits.provisioningAtOnce - state.living.filter(isBeingMade).length;
    this.teams = new Teams(state.limits.environmentsPerTeam, state.living);
    this.#coming = state.living.filter(isLeaving).map(takenBy).reduce(plus, nothing);
  }

  serve(request: Waiting): void {
    const waitsFor = this.#reasonToWait(request);
    if (waitsFor !== null) this.waiting.push({ request, waitsFor });
  }

  /** Hands out what is there for a request; else, what it has to wait for. */
  #reasonToWait(request: Waiting): StillWaiting['waitsFor'] | null {
    if (this.teams.full(request.teams).length > 0) return 'team';
    if (this.#givePooled(request)) return null;
    const lack = lacking(this.room, request.size);
    // No end of another one makes it fit: who waits for that must not keep those behind.
    if (!this.mayEverFit(request)) return lack;
    if (this.#blocked) return lack ?? 'turn';
    if (lack !== null) this.#makeRoomFor(request);
    this.#blocked = lack !== null || this.turns <= 0;
    if (this.#blocked) return lack ?? 'turn';
    this.teams.add(request.teams);
    this.begin(request);
    this.actions.push({ kind: 'admit', requestId: request.id });
    return null;
  }

  /** Whether the host could hold it with nothing else on it. */
  mayEverFit({ size }: Waiting): boolean {
    return lacking(this.#whole, size) === null;
  }

  /** Takes room and a turn for something that is made. */
  begin(one: Begun): void {
    this.turns -= 1;
    this.room = minus(this.room, one.size);
    this.begun.push(one);
  }

  release(one: Living, reason: 'surplus' | 'outdated'): void {
    this.gone.add(one.id);
    this.released.push(one);
    this.#coming = plus(this.#coming, takenBy(one));
    this.actions.push({ kind: 'release', environmentId: one.id, reason });
  }

  #givePooled(request: Waiting): boolean {
    if (request.anew) return false;
    const pooled = this.#find(request, 'pooled');
    const one = pooled ?? this.#find(request, 'provisioning');
    if (!one) return false;
    this.gone.add(one.id);
    this.teams.add(request.teams);
    const kind = pooled ? 'claim' : 'adopt';
    this.actions.push({ kind, requestId: request.id, environmentId: one.id });
    return true;
  }

  /** The best environment of the pool for a request: running before frozen, the oldest first. */
  #find(request: Waiting, state: 'pooled' | 'provisioning'): Living | undefined {
    let best: Living | undefined;
    for (const one of this.#state.living) {
      if (one.state !== state || one.purpose !== 'pool' || this.gone.has(one.id)) continue;
      if (one.topology !== request.topology || one.generation !== request.generation) continue;
      if (!best || isBetter(one, best)) best = one;
    }
    return best;
  }

  /** Takes down pooled environments that are wanted least, if that makes enough room; else they are better kept. */
  #makeRoomFor(request: Waiting): void {
    const found: Living[] = [];
    let room = plus(this.room, this.#coming);
    if (lacking(room, request.size) === null) return;
    for (const one of this.#leastWantedFirst()) {
      found.push(one);
      room = plus(room, takenBy(one));
      if (lacking(room, request.size) !== null) continue;
      for (const each of found) this.release(each, 'surplus');
      return;
    }
  }

  #leastWantedFirst(): Living[] {
    const waitFor = new Map<string, number>();
    for (const { topology } of this.#state.waiting) waitFor.set(topology, (waitFor.get(topology) ?? 0) + 1);
    const asked = new Map(
      this.#state.pools.map((pool) => [pool.topology, pool.wanted === 0 ? -1 : pool.asked]),
    );
    const present = new Map(this.#state.pools.map((pool) => [pool.topology, pool.generation]));
    const isOld = ({ topology, generation }: Living) => (present.get(topology) ?? generation) !== generation;
    const rank = (one: Living) =>
      isOld(one) ? -2 : (waitFor.get(one.topology) ?? 0) * 1_000_000 + (asked.get(one.topology) ?? -1);
    return this.#state.living
      .filter((one) => one.state === 'pooled' && !this.gone.has(one.id))
      .sort((a, b) => rank(a) - rank(b) || a.createdAt.getTime() - b.createdAt.getTime());
  }
}

function isBetter(one: Living, other: Living): boolean {
  if (one.frozen !== other.frozen) return other.frozen;
  return one.createdAt < other.createdAt;
}
