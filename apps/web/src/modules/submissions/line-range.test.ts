import { expect, it } from 'vitest';
import { boundsOf, lineAfterKey, lineWords } from './line-range.ts';

it('a choice may go up as well as down', () => {
  expect(boundsOf({ anchor: 5, head: 2 })).toEqual({ from: 2, to: 5 });
  expect(boundsOf({ anchor: 2, head: 5 })).toEqual({ from: 2, to: 5 });
  expect([lineWords(3, 3), lineWords(3, 5)]).toEqual(['line 3', 'lines 3 to 5']);
});

it.each([
  ['ArrowUp', 1, 1],
  ['ArrowUp', 4, 3],
  ['ArrowDown', 9, 9],
  ['Home', 4, 1],
  ['End', 4, 9],
  ['a', 4, undefined],
] as const)('%s from line %d of 9 leads to %s', (key, from, to) => {
  expect(lineAfterKey(key, from, 9)).toBe(to);
});
