import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('lets a burst through, then the rate', () => {
  const bucket = new TokenBucket(10, 20, 0);
  for (let i = 0; i < 20; i += 1) expect(bucket.take(1, 0)).toBe(0);
  expect(bucket.take(1, 0)).toBe(100);
  expect(bucket.take(1, 200)).toBe(0);
  expect(bucket.take(21, 10_000)).toBeCloseTo(100);
});

test('what is refused costs nothing', () => {
  const bucket = new TokenBucket(10, 2, 0);
  expect([1, 1, 1, 1].map((amount) => bucket.tryTake(amount, 0))).toEqual([true, true, false, false]);
  expect(bucket.tryTake(1, 100)).toBe(true);
});
