import { expect, it } from 'vitest';
import { aCheck, anAttempt, aTask } from '../../testing/an-attempt.ts';
import { scoreRows } from './score-rows.ts';

it('shows how a score came about: tasks, what hints and breaches took off, and the sum', () => {
  const passed = aCheck({ passed: true });
  const attempt = anAttempt({
    tasks: [
      aTask({
        id: 'a',
        status: 'passed',
        checks: [passed, { ...passed, id: 'lost', hold: true, held: false }],
        scoring: { share: 0.5, won: 10, hints: 2, score: 8 },
      }),
    ],
    invariants: [
      {
        id: 'writes',
        title: 'Clients can write',
        cost: 1,
        maxCost: null,
        costs: 1,
        breaches: [{ beganAt: '2026-01-05T09:00:00.000Z', endedAt: null, text: null }],
      },
      { id: 'kept', title: 'Kept', cost: 1, maxCost: null, costs: 0, breaches: [] },
    ],
    score: 7,
    maxScore: 20,
  });
  expect(scoreRows(attempt)).toMatchObject([
    { id: 'a', share: '1 of 2 checks', won: 10, off: 2, score: 8, points: 20, reached: 'partly' },
    { id: 'invariant writes', share: 'breached once', won: null, off: 1, score: -1 },
    { id: 'sum', score: 7, points: 20 },
  ]);
});
