import { expect, it } from 'vitest';
import { localDay, weekDue, weekSoFar } from './week.ts';

/** In the host's time, whatever that is: the month counts from 0. */
const local = (day: number, hour = 0, minute = 0) => new Date(2026, 10, day, hour, minute);

it('is due of the week before, from Monday morning until Tuesday is over', () => {
  const week = { from: local(16), until: local(23) };
  expect(weekDue(local(23, 6, 59))).toBeNull();
  expect(weekDue(local(23, 7))).toEqual(week);
  expect(weekDue(local(24, 23, 59))).toEqual(week);
  expect(weekDue(local(25))).toBeNull();
  expect(weekDue(local(29, 12))).toBeNull();
});

it('goes from Monday on, also on a Sunday and where the clocks are changed', () => {
  expect(weekSoFar(local(29, 12))).toEqual({ from: local(23), until: local(29, 12) });
  expect(weekSoFar(local(23, 0, 1)).from).toEqual(local(23));
  const changed = new Date(2026, 9, 26, 8);
  expect(weekDue(changed)).toEqual({ from: new Date(2026, 9, 19), until: new Date(2026, 9, 26) });
  expect(localDay(local(2))).toBe('2026-11-02');
});
