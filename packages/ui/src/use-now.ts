import { useSyncExternalStore } from 'react';

const clocks = new Map<
  number,
  { listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | null; now: number }
>();

function clockOf(everyMs: number) {
  let clock = clocks.get(everyMs);
  if (clock === undefined) {
    clock = { listeners: new Set(), timer: null, now: Date.now() };
    clocks.set(everyMs, clock);
  }
  return clock;
}

/** The current time in ms, ticking every `everyMs`. All users of one rate share one timer and tick together. */
export function useNow(everyMs = 1000): number {
  const clock = clockOf(everyMs);
  return useSyncExternalStore(
    (listener) => {
      if (clock.listeners.size === 0) clock.now = Date.now();
      clock.listeners.add(listener);
      clock.timer ??= setInterval(() => {
        clock.now = Date.now();
        for (const each of clock.listeners) each();
      }, everyMs);
      return () => {
        clock.listeners.delete(listener);
        if (clock.listeners.size === 0 && clock.timer !== null) {
          clearInterval(clock.timer);
          clock.timer = null;
        }
      };
    },
    () => clock.now,
    () => clock.now,
  );
}
