import { describe, expect, it } from 'vitest';
import { dayOf, isWorkday, lastAtWork, workdaysBefore } from './office-time.ts';

const at = (text: string) => new Date(`${text}Z`);

describe('days of work', () => {
  it.each([
    ['2026-11-25T14:30', 0, '2026-11-25'],
    ['2026-11-25T14:30', 2, '2026-11-23'],
    // Over a weekend.
    ['2026-11-25T14:30', 3, '2026-11-20'],
    ['2026-11-25T14:30', 8, '2026-11-13'],
    // From a Sunday.
    ['2026-11-29T12:00', 0, '2026-11-27'],
    ['2026-11-29T12:00', 1, '2026-11-26'],
  ])('%s, %i before: %s', (from, ago, day) => {
    expect(dayOf(workdaysBefore(at(from), ago))).toBe(day);
  });

  it('are never on a weekend', () => {
    for (let ago = 0; ago < 400; ago += 1)
      expect(isWorkday(workdaysBefore(at('2026-11-29T22:00'), ago))).toBe(true);
  });
});

describe('the moment up to which somebody has worked', () => {
  it.each([
    ['in the midst of a day: now', '2026-11-25T14:30', '2026-11-25T14:30:00.000Z'],
    ['at night: the afternoon before', '2026-11-25T23:10', '2026-11-25T16:36:00.000Z'],
    ['early in the morning: the afternoon of the day before', '2026-11-25T09:10', '2026-11-24T16:36:00.000Z'],
    ['on a Monday morning: Friday', '2026-11-30T09:10', '2026-11-27T16:36:00.000Z'],
    ['on a Sunday: Friday', '2026-11-29T12:00', '2026-11-27T16:36:00.000Z'],
  ])('%s', (_, now, last) => {
    expect(lastAtWork(at(now)).toISOString()).toBe(last);
  });
});
