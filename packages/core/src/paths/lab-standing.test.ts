import type { LabAttempt } from '@springboard/db/repositories/lab-attempts.ts';
import { expect, it } from 'vitest';
import { labStanding } from './lab-standing.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
function attempt(number: number, score: number | null, more: Partial<LabAttempt> = {}): LabAttempt {
  return {
    slug: 'a/lab',
    id: `attempt-${number}`,
    number,
    state: score === null ? 'active' : 'finished',
    score,
    maxScore: 10,
    finishedAt: score === null ? null : day(number).getTime(),
    waiting: false,
    returned: false,
    ...more,
  };
}

it('is nothing without attempts', () => {
  expect(labStanding([], 0.7)).toEqual({
    attempts: 0,
    activeId: null,
    best: null,
    passed: null,
    waiting: false,
    returned: false,
  });
});

it('has the best by its share of the points, the first of equals, and the first that passed', () => {
  const attempts = [
    attempt(3, 9),
    attempt(1, 6.9),
    attempt(2, 7),
    attempt(4, 9),
    attempt(5, 10, { maxScore: 20 }),
    attempt(6, null),
  ];
  expect(labStanding(attempts, 0.7)).toMatchObject({
    attempts: 6,
    activeId: 'attempt-6',
    best: { id: 'attempt-3', score: 9, maxScore: 10 },
    passed: { id: 'attempt-2', at: day(2) },
  });
  expect(labStanding(attempts, 0.95).passed).toBe(null);
});

it('counts a share of points that is only off by their rounding', () => {
  expect(labStanding([attempt(1, 6.67)], 2 / 3).passed).not.toBe(null);
  expect(labStanding([attempt(1, 6.66)], 2 / 3).passed).toBe(null);
});

it('does not pass what waits for a reviewer or was returned; what was given up counts as a try alone', () => {
  const waits = attempt(1, 9, { waiting: true, returned: false });
  expect(labStanding([waits], 0.7)).toMatchObject({ passed: null, waiting: true, best: { id: 'attempt-1' } });
  const returned = attempt(1, 9, { waiting: false, returned: true });
  expect(labStanding([returned, attempt(2, 8)], 0.7)).toMatchObject({
    passed: { id: 'attempt-2' },
    returned: true,
  });
  const abandoned = attempt(1, null, { state: 'abandoned', waiting: true });
  expect(labStanding([abandoned], 0.7)).toMatchObject({ attempts: 1, activeId: null, waiting: false });
});
