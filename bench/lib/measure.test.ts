import { expect, test } from 'vitest';
import { isMet, quantile, summarise } from './measure.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => n - index);

test('a series is told by its median, percentiles and worst, in any order of its samples', () => {
  const { medianMs, p95Ms, p99Ms, worstMs, n } = summarise({ what: 'it', samplesMs: upTo(100) });
  expect({ n, medianMs, p95Ms, p99Ms, worstMs }).toEqual({
    n: 100,
    medianMs: 50.5,
    p95Ms: 95.05,
    p99Ms: 99.01,
    worstMs: 100,
  });
});

test('fewer than a hundred samples have no 99th percentile', () => {
  expect(summarise({ what: 'it', samplesMs: upTo(99) })).not.toHaveProperty('p99Ms');
});

test('a series is held against another by their medians', () => {
  const summary = summarise({
    what: 'it',
    samplesMs: [6, 2, 4],
    against: { name: 'floor', samplesMs: [1, 3, 2] },
  });
  expect(summary.against).toEqual({ name: 'floor', n: 3, medianMs: 2 });
  expect(summary.ratio).toBe(2);
});

test('a series without samples measured nothing', () => {
  expect(() => summarise({ what: 'it', samplesMs: [] })).toThrow('no samples');
});

test('a goal is met on its side of the limit, and by nothing that is no number', () => {
  const goal = (value: number, limit: object) => isMet({ what: 'it', value, unit: 'ms', ...limit });
  expect(goal(5, { atMost: 5 })).toBe(true);
  expect(goal(5.1, { atMost: 5 })).toBe(false);
  expect(goal(0.6, { atLeast: 0.5 })).toBe(true);
  expect(goal(0.4, { atLeast: 0.5 })).toBe(false);
  expect(goal(Number.NaN, { atMost: 5 })).toBe(false);
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
});
