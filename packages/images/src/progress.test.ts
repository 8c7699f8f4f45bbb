import { describe, expect, it } from 'vitest';
import { estimate, expectedSeconds, measuredPace } from './progress.ts';

describe('estimate', () => {
  const expected = [10, 30, 10];

  it('counts finished steps whole and the running one by its time', () => {
    expect(estimate(expected, 0, 0)).toEqual({ fraction: 0, secondsLeft: 50 });
    expect(estimate(expected, 1, 15)).toEqual({ fraction: 0.5, secondsLeft: 25 });
    expect(estimate(expected, 3, 0)).toEqual({ fraction: 1, secondsLeft: 0 });
  });

  it('never goes back, and never claims the end of a step that takes too long', () => {
    let before = 0;
    for (let elapsed = 0; elapsed < 300; elapsed += 1) {
      const { fraction, secondsLeft } = estimate(expected, 1, elapsed);
      expect(fraction).toBeGreaterThanOrEqual(before);
      expect(fraction).toBeLessThanOrEqual(0.8);
      expect(secondsLeft).toBeGreaterThanOrEqual(10);
      before = fraction;
    }
    expect(estimate(expected, 2, 0).fraction).toBeGreaterThanOrEqual(before);
  });

  it('has an answer when there is nothing to do', () => {
    expect(estimate([], 0, 0)).toEqual({ fraction: 1, secondsLeft: 0 });
  });
});

describe('expectedSeconds', () => {
  const step = { image: 'ceph-single', key: 'bootstrap', title: '' } as const;

  it('prefers what was measured', () => {
    expect(expectedSeconds(step, { 'ceph-single/bootstrap': 21.5 })).toBe(21.5);
    expect(expectedSeconds(step, { 'other/bootstrap': 21.5 })).toBeGreaterThan(30);
  });
});

describe('measuredPace', () => {
  it('is 1 before anything was measured and follows what was', () => {
    expect(measuredPace([30, 30], [])).toBe(1);
    expect(measuredPace([30, 30], [75])).toBe(2);
    expect(estimate([30, 30], 1, 0, 2)).toEqual({ fraction: 0.5, secondsLeft: 60 });
  });
});
