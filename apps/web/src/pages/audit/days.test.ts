import { expect, it } from 'vitest';
import { dayOf, endOfDay, startOfDay } from './days.ts';

it('a day is from its beginning until the beginning of the next, and back', () => {
  const start = startOfDay('2026-01-31') ?? '';
  const end = endOfDay('2026-01-31') ?? '';
  expect(Date.parse(end) - Date.parse(start)).toBe(86_400_000);
  expect(dayOf(start)).toBe('2026-01-31');
  expect(dayOf(end, -1)).toBe('2026-01-31');
  expect([startOfDay(''), endOfDay('x'), dayOf(undefined)]).toEqual([undefined, undefined, '']);
});
