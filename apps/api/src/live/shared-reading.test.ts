import { expect, it } from 'vitest';
import { SharedReading } from './shared-reading.ts';

it('answers all who ask before a reading begins by that reading, and who asks later by another', async () => {
  let readings = 0;
  const shared = new SharedReading(async () => ++readings, 1);
  expect(await Promise.all([shared.read(), shared.read(), shared.read()])).toEqual([1, 1, 1]);
  expect(await shared.read()).toBe(2);
});

it('begins another while one is under way, so that no answer is older than its question', async () => {
  const under = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let readings = 0;
  const shared = new SharedReading(async () => {
    const mine = ++readings;
    if (mine === 1) {
      begun.resolve();
      await under.promise;
    }
    return mine;
  }, 1);
  const first = shared.read();
  await begun.promise;
  const second = shared.read();
  expect(await second).toBe(2);
  under.resolve();
  expect(await first).toBe(1);
});

it('lets the next question try again after a reading that failed', async () => {
  let fails = true;
  const shared = new SharedReading(async () => {
    if (fails) throw new Error('away');
    return 'here';
  }, 1);
  await expect(shared.read()).rejects.toThrow('away');
  fails = false;
  expect(await shared.read()).toBe('here');
});
