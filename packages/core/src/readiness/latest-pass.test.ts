import type { LabAttempt } from '@springboard/db/repositories/lab-attempts.ts';
import { expect, it } from 'vitest';
import { latestPass } from './latest-pass.ts';

function attempt(number: number, score: number | null, more: Partial<LabAttempt> = {}): LabAttempt {
  return {
    slug: 'a/lab',
    id: `attempt-${number}`,
    number,
    state: 'finished',
    score,
    maxScore: 10,
    finishedAt: number * 1_000,
    waiting: false,
    returned: false,
    ...more,
  };
}

it('is the latest of those with enough points, in whatever order they come', () => {
  const attempts = [attempt(3, 8), attempt(1, 10), attempt(4, 7.9), attempt(2, 9)];
  expect(latestPass(attempts, 0.8)).toEqual({
    attemptId: 'attempt-3',
    at: new Date(3_000),
    score: 8,
    maxScore: 10,
  });
  expect(latestPass(attempts, 0.79)?.attemptId).toBe('attempt-4');
  expect(latestPass(attempts, 1)?.attemptId).toBe('attempt-1');
});

it('is none that goes on, was given up, or whose work is open', () => {
  const attempts = [
    attempt(1, 10, { state: 'active', finishedAt: null }),
    attempt(2, 10, { state: 'abandoned' }),
    attempt(3, 10, { waiting: true }),
    attempt(4, 10, { returned: true }),
    attempt(5, null),
  ];
  expect(latestPass(attempts, 0.5)).toBe(undefined);
});
