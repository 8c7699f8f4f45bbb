import { describe, expect, it } from 'vitest';
import { aCast, castStart } from '../../testing/a-cast.ts';
import { chapterAt, chapterMoments, placeChapters } from './chapters.ts';

const at = (seconds: number) => new Date(castStart + seconds * 1000).toISOString();
const cast = aCast([1, 'o', 'a'], [60, 'o', 'b'], [1, 'o', 'c']);
const chapters = [
  { part: 0, at: at(1), title: 'First', body: null },
  { part: 1, at: at(2), title: 'Elsewhere', body: null },
  { part: 0, at: at(61), title: 'Second', body: null },
];

describe('chapters of a part', () => {
  const placed = placeChapters(chapters, 0, cast);

  it('stand in the replay, whose pauses are cut', () => {
    expect(placed.map(({ index }) => index)).toEqual([0, 2]);
    expect(placed[1]?.at).toBeCloseTo(3, 1);
    expect(chapterMoments(placed, chapters).map(({ label }) => label)).toEqual(['First', 'Second']);
  });

  it('are told from where they begin to the next one', () => {
    expect(chapterAt(placed, 0)).toBeUndefined();
    expect(chapterAt(placed, 1.5)).toBe(0);
    expect(chapterAt(placed, 3.5)).toBe(2);
  });
});
