/** What a recording tells time by. */
export interface CastClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since whenever, which are never set back. */
  steady(): number;
  /** Calls back once after so many milliseconds; answers how to have it not called. */
  later(ms: number, call: () => void): () => void;
}

export const realClock: CastClock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  later: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
