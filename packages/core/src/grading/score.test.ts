import { describe, expect, it } from 'vitest';
import { scoreAttempt, scoreTask, type TaskResult } from './score.ts';

const checks = (...given: [weight: number, passed: boolean][]) =>
  given.map(([weight, passed]) => ({ weight, passed }));

describe('scoreTask', () => {
  it.each<[string, TaskResult, number]>([
    ['nothing passed', { points: 10, checks: checks([1, false], [1, false]), hintCosts: [] }, 0],
    ['all passed', { points: 10, checks: checks([1, true], [1, true]), hintCosts: [] }, 10],
    ['half of equal weights', { points: 10, checks: checks([1, true], [1, false]), hintCosts: [] }, 5],
    [
      'the share of weights, not of checks',
      { points: 10, checks: checks([3, true], [1, false]), hintCosts: [] },
      7.5,
    ],
    [
      'a third, to 0.01',
      { points: 10, checks: checks([1, true], [1, false], [1, false]), hintCosts: [] },
      3.33,
    ],
    ['hints cost', { points: 10, checks: checks([1, true]), hintCosts: [2, 1.5] }, 6.5],
    [
      'hints never cost more than was won',
      { points: 10, checks: checks([1, true], [3, false]), hintCosts: [5] },
      0,
    ],
    ['no checks', { points: 10, checks: [], hintCosts: [] }, 0],
  ])('%s', (_name, task, score) => {
    expect(scoreTask(task)).toBe(score);
  });
});

describe('scoreAttempt', () => {
  it('adds tasks up, each at least zero', () => {
    const won = { points: 10, checks: checks([1, true]), hintCosts: [] };
    const overdrawn = { points: 5, checks: checks([1, true]), hintCosts: [50] };
    const third = { points: 1, checks: checks([1, true], [2, false]), hintCosts: [] };
    expect(scoreAttempt([won, overdrawn, third, third, third])).toBe(10.99);
    expect(scoreAttempt([])).toBe(0);
  });
});
