import { expect, test } from 'vitest';
import { fewAtOnce, inTurn } from './rounds.ts';

test('each is as often first, second and last as the others', async () => {
  const played: string[] = [];
  await inTurn(['a', 'b', 'c'], 3, async (one) => void played.push(one));
  expect(played.join('')).toBe('abcbcacab');
});

test('never more at once than asked for, and the results in order', async () => {
  let now = 0;
  let most = 0;
  const results = await fewAtOnce([1, 2, 3, 4, 5], 2, async (number) => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now -= 1;
    return number * 10;
  });
  expect(results).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
});
