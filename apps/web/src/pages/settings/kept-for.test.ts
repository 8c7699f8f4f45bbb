import { expect, it } from 'vitest';
import { keptFor } from './kept-for.ts';

it('says a time in days, or in hours where it is shorter', () => {
  expect(keptFor(90 * 86_400_000)).toBe('90 days');
  expect(keptFor(86_400_000)).toBe('1 day');
  expect(keptFor(36 * 3_600_000)).toBe('1.5 days');
  expect(keptFor(2 * 3_600_000)).toBe('2 hours');
});
