import { expect, test } from 'vitest';
import { WettyCredit } from './wetty-credit.ts';

test('commits 256 Ki characters each time they are full, and keeps the rest', () => {
  const credit = new WettyCredit();
  expect(credit.take(2 ** 18 - 1)).toBe(0);
  expect(credit.take(10)).toBe(2 ** 18);
  expect(credit.take(2 ** 18 - 10)).toBe(0);
  expect(credit.take(1)).toBe(2 ** 18);
});
