import type { TerminalHandle } from '@springboard/terminal/browser/handle.ts';

/** Milliseconds a command waits for its terminal to be put into the page. */
const mountTimeout = 15_000;

/** The mounted terminals of a workspace by tab key, and those who wait for one of them. */
export interface Handles {
  set(key: string, handle: TerminalHandle): void;
  remove(key: string, handle: TerminalHandle): void;
  get(key: string): TerminalHandle | undefined;
  all(): readonly TerminalHandle[];
  /** The handle as soon as it is mounted; rejects after 15 s. */
  whenMounted(key: string): Promise<TerminalHandle>;
}

export function createHandles(): Handles {
  const mounted = new Map<string, TerminalHandle>();
  const waiting = new Map<string, Set<(handle: TerminalHandle) => void>>();
  return {
    set(key, handle) {
      mounted.set(key, handle);
      for (const resolve of waiting.get(key) ?? []) resolve(handle);
      waiting.delete(key);
    },
    remove(key, handle) {
      if (mounted.get(key) === handle) mounted.delete(key);
    },
    get: (key) => mounted.get(key),
    all: () => [...mounted.values()],
    whenMounted(key) {
      const there = mounted.get(key);
      if (there !== undefined) return Promise.resolve(there);
      return new Promise((resolve, reject) => {
        const set = waiting.get(key) ?? new Set();
        waiting.set(key, set);
        const timer = setTimeout(() => {
          set.delete(done);
          reject(new Error('The terminal did not open in time.'));
        }, mountTimeout);
        const done = (handle: TerminalHandle) => {
          clearTimeout(timer);
          resolve(handle);
        };
        set.add(done);
      });
    },
  };
}
