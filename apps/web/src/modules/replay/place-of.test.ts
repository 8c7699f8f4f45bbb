import { expect, it } from 'vitest';
import { aCast, castStart } from '../../testing/a-cast.ts';
import { placeOf } from './cast.ts';

it('the place of a moment is where the screen of that second stands', () => {
  const cast = aCast([1, 'o', 'one'], [60, 'o', 'two'], [1, 'o', 'three']);
  const at = (seconds: number) => placeOf(cast, castStart + seconds * 1000);
  expect(at(-5)).toBe(0);
  expect(at(1.5)).toBeCloseTo(1.5, 2);
  // In a pause that is cut to two seconds, and before what came after it.
  expect(at(30)).toBeGreaterThan(1);
  expect(at(30)).toBeLessThan(3);
  // A terminal in which nothing more was printed still shows its last screen.
  expect(at(3_600)).toBe(cast.playedSeconds);
});
