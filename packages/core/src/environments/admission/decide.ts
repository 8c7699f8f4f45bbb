import { decidePools } from './decide-pools.ts';
import { estimateStarts } from './estimate.ts';
import { freeRoom, wholeRoom } from './room.ts';
import { Round } from './round.ts';
import type { Action, AdmissionState, StillWaiting } from './state.ts';

/** A place in the queue, as `environment.queue` holds it. */
export interface Place {
  readonly id: string;
  readonly queue: {
    readonly place: number;
    readonly of: number;
    readonly waitsFor: StillWaiting['waitsFor'];
    readonly startsAt: string | null;
  };
}

export interface Decision {
  /** In the order in which they are to be done. */
  readonly actions: readonly Action[];
  /** Of everybody who goes on waiting. */
  readonly places: readonly Place[];
}

/**
 * Decides what is claimed, made, released and looked after, and who waits for what. A pure function of what is seen: it is called
 * again whenever something has changed, and needs no memory of its own.
 *
 * The order is that of the requests. Who waits for room or a turn lets nobody behind past who wants the same, so that a large topology is not
 * starved by small ones; what is pooled is nobody's room, and is claimed by who wants just that. A full team lets the others pass, and so does
 * what would not fit on an empty host.
 */
export function decide(state: AdmissionState): Decision {
  if (state.host === null) {
    const waiting = state.waiting.map((request) => ({ request, waitsFor: 'turn' as const }));
    return { actions: [], places: placesOf(waiting, []) };
  }
  const room = freeRoom(state.host, state.living, state.limits);
  const round = new Round(state, room, wholeRoom(state.host, state.limits));
  for (const request of state.waiting) round.serve(request);
  const pools = decidePools(state, round);
  return {
    actions: [...round.actions, ...pools],
    places: placesOf(round.waiting, estimateStarts(state, round)),
  };
}

function placesOf(waiting: readonly StillWaiting[], starts: readonly (Date | null)[]): Place[] {
  return waiting.map(({ request, waitsFor }, index) => ({
    id: request.id,
    queue: {
      place: index + 1,
      of: waiting.length,
      waitsFor,
      startsAt: starts[index]?.toISOString() ?? null,
    },
  }));
}
