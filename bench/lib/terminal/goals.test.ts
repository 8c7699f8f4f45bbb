import { expect, test } from 'vitest';
import { isMet } from '../measure.ts';
import { browserGoal, echoGoals } from './goals.ts';
import { Samples } from './samples.ts';

function measured(all: Readonly<Record<string, readonly number[]>>): Samples {
  const samples = new Samples('echo');
  for (const [name, values] of Object.entries(all)) samples.add(name, ...values);
  return samples;
}

test('an echo is held against the floor, and against the peers that took part', () => {
  const goals = echoGoals(
    'idle',
    measured({ springboard: [3, 3, 3], 'plain ssh2': [1, 1, 1], wetty: [4, 4, 2] }),
  );
  expect(goals.map((goal) => [goal.what, isMet(goal)])).toEqual([
    ["echo, idle: median over plain ssh2's", false],
    ["echo, idle: p99 over plain ssh2's", true],
    ['echo, idle: median, ahead of wetty', true],
    ['echo, idle: p99, ahead of wetty', true],
  ]);
});

test('more throughput is better', () => {
  expect(isMet(browserGoal(6, 10))).toBe(true);
  expect(isMet(browserGoal(4, 10))).toBe(false);
});

test('everybody but the floor is held against it', () => {
  const rows = measured({ springboard: [3], 'plain ssh2': [1] }).rows();
  expect(rows).toEqual([
    { what: 'echo: springboard', samplesMs: [3], against: { name: 'plain ssh2', samplesMs: [1] } },
    { what: 'echo: plain ssh2', samplesMs: [1] },
  ]);
});
