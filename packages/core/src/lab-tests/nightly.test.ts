import { expect, it } from 'vitest';
import { nightOf } from './nightly.ts';

const at = (day: number, hours: number, minutes = 0) => new Date(2026, 4, day, hours, minutes);
const hours = (from: number, until: number) => ({ from: from * 60, until: until * 60 });

it.each([
  ['never', null, at(5, 2), null],
  ['before', hours(1, 5), at(5, 0, 59), null],
  ['at its beginning', hours(1, 5), at(5, 1), at(5, 1)],
  ['within', hours(1, 5), at(5, 4, 59), at(5, 1)],
  ['at its end', hours(1, 5), at(5, 5), null],
  ['over midnight, before it', hours(22, 4), at(5, 23), at(5, 22)],
  ['over midnight, after it', hours(22, 4), at(6, 3), at(5, 22)],
  ['over midnight, by day', hours(22, 4), at(6, 12), null],
  ['all day', hours(6, 6), at(6, 12), at(6, 6)],
])('the night: %s', (_, given, now, night) => {
  expect(nightOf(given, now)).toEqual(night);
});
