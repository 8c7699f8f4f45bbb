import { expect, it } from 'vitest';
import { dayAndTime } from './day-and-time.ts';

it('names the day where it is another one', () => {
  const at = new Date(2026, 10, 30, 14, 0).getTime();
  expect(dayAndTime(at, new Date(2026, 10, 30, 8).getTime())).toBe('today at 14:00');
  expect(dayAndTime(at, new Date(2026, 10, 29, 8).getTime())).toBe('Mon 30 Nov, 14:00');
});
