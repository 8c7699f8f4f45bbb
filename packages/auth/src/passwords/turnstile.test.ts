import { expect, it } from 'vitest';
import { Turnstile } from './turnstile.ts';

it('lets so many in at a time, others in their order, and sends the rest away', async () => {
  const turnstile = new Turnstile({ atOnce: 2, waiting: 2 });
  const doors = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const runs = doors.map(({ promise }, index) =>
    turnstile.run(() => {
      begun.push(index);
      return promise;
    }),
  );
  await expect(turnstile.run(async () => {})).rejects.toMatchObject({ code: 'unavailable' });
  expect(begun).toEqual([0, 1]);
  doors[1]?.resolve();
  await runs[1];
  expect(begun).toEqual([0, 1, 2]);
  doors[0]?.reject(new Error('work that fails makes room, too'));
  await expect(runs[0]).rejects.toThrow('makes room');
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const door of doors) door.resolve();
  await Promise.all(runs.slice(1));
  await expect(turnstile.run(async () => 'in')).resolves.toBe('in');
});
