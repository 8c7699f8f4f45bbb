import { expect, test } from 'vitest';
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
