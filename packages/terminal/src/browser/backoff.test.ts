import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('begins quickly, doubles, and stays under 12.5 seconds', () => {
  expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, () => 0.5))).toEqual([250, 500, 1000, 2000]);
  expect(backoffMs(1000, () => 1)).toBe(12_500);
  expect(backoffMs(1, () => 0)).toBeLessThan(backoffMs(1, () => 1));
});
