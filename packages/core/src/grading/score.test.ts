import { describe, expect, it } from 'vitest';
import { type InvariantResult, scoreAttempt, scoreTask, type TaskResult } from './score.ts';

const parts = (...given: [weight: number, passed: boolean][]) =>
  given.map(([weight, passed]) => ({ weight, passed }));
const task = (given: Partial<TaskResult>): TaskResult => ({ points: 10, parts: [], hintCosts: [], ...given });

describe('a task', () => {
  it.each<[string, Partial<TaskResult>, { won: number; hints: number; score: number }]>([
    ['nothing passed', { parts: parts([1, false], [1, false]) }, { won: 0, hints: 0, score: 0 }],
    ['all passed', { parts: parts([1, true], [1, true]) }, { won: 10, hints: 0, score: 10 }],
    ['half of equal weights', { parts: parts([1, true], [1, false]) }, { won: 5, hints: 0, score: 5 }],
    ['weights, not checks', { parts: parts([3, true], [1, false]) }, { won: 7.5, hints: 0, score: 7.5 }],
    [
      'a third, to 0.01',
      { parts: parts([1, true], [1, false], [1, false]) },
      { won: 3.33, hints: 0, score: 3.33 },
    ],
    ['hints cost', { parts: parts([1, true]), hintCosts: [2, 1.5] }, { won: 10, hints: 3.5, score: 6.5 }],
    [
      'hints never cost more than was won',
      { parts: parts([1, true], [3, false]), hintCosts: [5] },
      { won: 2.5, hints: 5, score: 0 },
    ],
    ['work that waits for its review', { reviewed: null }, { won: 0, hints: 0, score: 0 }],
    ['reviewed work', { reviewed: 0.65, points: 20 }, { won: 13, hints: 0, score: 13 }],
    ['reviewed work with a hint', { reviewed: 1, hintCosts: [1] }, { won: 10, hints: 1, score: 9 }],
    ['nothing to pass', {}, { won: 0, hints: 0, score: 0 }],
    [
      'a tenth and a tenth',
      { points: 0.3, parts: parts([1, true]), hintCosts: [0.1, 0.1] },
      { won: 0.3, hints: 0.2, score: 0.1 },
    ],
  ])('%s', (_name, given, expected) => {
    expect(scoreTask(task(given))).toMatchObject(expected);
  });
});

describe('an attempt', () => {
  const full = task({ parts: parts([1, true]) });
  const breached = (given: Partial<InvariantResult>): InvariantResult => ({
    breaches: 1,
    cost: 2,
    maxCost: null,
    ...given,
  });

  it('adds its tasks up, each at least zero', () => {
    const overdrawn = task({ points: 5, parts: parts([1, true]), hintCosts: [50] });
    const third = task({ points: 1, parts: parts([1, true], [2, false]) });
    expect(scoreAttempt([full, overdrawn, third, third, third]).score).toBe(10.99);
    expect(scoreAttempt([]).score).toBe(0);
  });

  it.each<[string, InvariantResult[], number[], number]>([
    ['an invariant that was kept', [breached({ breaches: 0 })], [0], 20],
    ['each breach', [breached({ breaches: 3 })], [6], 14],
    ['at most so much', [breached({ breaches: 9, maxCost: 5 })], [5], 15],
    ['several invariants', [breached({}), breached({ breaches: 2, cost: 0.25 })], [2, 0.5], 17.5],
    ['one without a cost, which is only noted', [breached({ cost: 0, breaches: 4 })], [0], 20],
    ['never under zero', [breached({ breaches: 100 })], [200], 0],
  ])('breaches: %s', (_name, invariants, costs, score) => {
    expect(scoreAttempt([full, full], invariants)).toMatchObject({ invariants: costs, score });
  });
});
