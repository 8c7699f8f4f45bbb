import { useSyncExternalStore } from 'react';

interface Clock {
  /** The same function for ever: another one would make React subscribe anew with each drawing. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly now: () => number;
}

const clocks = new Map<number, Clock>();

/** A clock of one rate in ms. It ticks while somebody listens; before that it answers a time no older than one tick. */
export function clockOf(everyMs: number): Clock {
  const known = clocks.get(everyMs);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let now = Date.now();
  const clock: Clock = {
    subscribe: (listener) => {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = Date.now();
        for (const each of listeners) each();
      }, everyMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    // Asked twice for one drawing, it has to answer the same, or React draws for ever.
    now: () => {
      if (timer === null && Date.now() - now >= everyMs) now = Date.now();
      return now;
    },
  };
  clocks.set(everyMs, clock);
  return clock;
}

/** The current time in ms, ticking every `everyMs`. All users of one rate share one timer and tick together. */
export function useNow(everyMs = 1000): number {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now);
}
