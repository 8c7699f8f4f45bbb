import { describe, expect, it } from 'vitest';
import { longestPauseMs, nextPause } from './backoff.ts';

/** Moments at which checks run after the last activity, each run taking no time. */
function runs(): number[] {
  const moments: number[] = [];
  let at = 0;
  for (let pause = nextPause(at); pause !== null; pause = nextPause(at)) {
    at += pause;
    moments.push(at);
  }
  return moments;
}

describe('nextPause', () => {
  it('begins with 1, 1, 1.5, 2 and 2 seconds', () => {
    expect(runs().slice(0, 5)).toEqual([1_000, 2_000, 3_500, 5_500, 7_500]);
  });

  it('looks within 2 s of anything that happens in the first minute', () => {
    const gaps = runs().flatMap((at, index, all) => (at <= 60_000 ? [at - (all[index - 1] ?? 0)] : []));
    expect(Math.max(...gaps)).toBe(2_000);
  });

  it('grows to 15 s and ends ten minutes after the last activity', () => {
    const all = runs();
    const pauses = all.map((at, index) => at - (all[index - 1] ?? 0));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBe(longestPauseMs);
    expect(longestPauseMs).toBe(15_000);
    expect(nextPause(600_000)).toBeNull();
    expect(all.at(-1)).toBeLessThanOrEqual(615_000);
  });
});
