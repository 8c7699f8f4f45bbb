import { expect, it } from 'vitest';
import { minuteOf, momentOf } from './moments.ts';

const now = new Date(2026, 10, 24, 14, 30);

it.each([
  ['now', '2026-11-24 14:30'],
  ['+90m', '2026-11-24 16:00'],
  ['+2h', '2026-11-24 16:30'],
  ['+1d', '2026-11-25 14:30'],
  ['16:05', '2026-11-24 16:05'],
  ['9:00', '2026-11-25 09:00'],
  ['2026-12-01', '2026-12-01 00:00'],
  ['2026-12-01 09:15', '2026-12-01 09:15'],
  [' 2026-12-01T09:15:20 ', '2026-12-01 09:15'],
])('%s is %s', (text, said) => {
  expect(minuteOf(momentOf(text, now)?.toISOString() ?? '')).toBe(said);
});

it('takes a zone that is given, and counts from another moment', () => {
  expect(momentOf('2026-12-01T09:00Z', now)?.toISOString()).toBe('2026-12-01T09:00:00.000Z');
  expect(momentOf('2026-12-01T09:00+02:00', now)?.toISOString()).toBe('2026-12-01T07:00:00.000Z');
  const from = new Date(2026, 11, 1, 9);
  expect(momentOf('+3h', now, from)).toEqual(new Date(2026, 11, 1, 12));
  expect(momentOf('12:00', now, from)).toEqual(new Date(2026, 11, 1, 12));
});

it.each(['', 'tomorrow', '25:00', '12:60', '2026-02-31', '2026-13-01', '+2', '2026-12-01 9', '1'])(
  '%s is none',
  (text) => {
    expect(momentOf(text, now)).toBeUndefined();
  },
);
