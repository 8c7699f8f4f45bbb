import { expect, test, vi } from 'vitest';
import { Semaphore } from './semaphore.ts';

test('runs so many at once, in order, and goes on after a failure', async () => {
  const semaphore = new Semaphore(2);
  const started: number[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const runs = gates.map((gate, i) =>
    semaphore.run(async () => {
      started.push(i);
      await gate.promise;
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([0, 1]);
  gates[1]?.reject(new Error('no'));
  await expect(runs[1]).rejects.toThrow('no');
  expect(started).toEqual([0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await Promise.all([runs[0], runs[2], runs[3]]);
  expect(started).toEqual([0, 1, 2, 3]);
});

test('lets the next one in when those that have a place keep it too long, and counts none twice', async () => {
  vi.useFakeTimers();
  const semaphore = new Semaphore(1, 500);
  const started: number[] = [];
  const gates = Array.from({ length: 3 }, () => Promise.withResolvers<void>());
  const runs = gates.map((gate, i) =>
    semaphore.run(async () => {
      started.push(i);
      await gate.promise;
    }),
  );
  await vi.advanceTimersByTimeAsync(499);
  expect(started).toEqual([0]);
  await vi.advanceTimersByTimeAsync(1);
  expect(started).toEqual([0, 1]);
  // The place is the second one's now: that the first one ends frees none.
  gates[0]?.resolve();
  await runs[0];
  expect(started).toEqual([0, 1]);
  gates[1]?.resolve();
  await runs[1];
  expect(started).toEqual([0, 1, 2]);
  gates[2]?.resolve();
  await runs[2];
  vi.useRealTimers();
});
