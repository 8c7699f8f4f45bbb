import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { type Cast, placeOf } from '../replay/cast.ts';
import type { Moment } from '../replay/moments.ts';

type ViewChapter = WalkthroughView['chapters'][number];

/** A chapter of the part that is played, and where in it it begins, in seconds. */
export interface PlacedChapter {
  /** Its place among all chapters of the walk-through. */
  readonly index: number;
  readonly at: number;
}

/** Where the chapters of a part stand in its replay. */
export function placeChapters(chapters: readonly ViewChapter[], part: number, cast: Cast): PlacedChapter[] {
  return chapters.flatMap((chapter, index) =>
    chapter.part === part ? [{ index, at: placeOf(cast, Date.parse(chapter.at)) }] : [],
  );
}

/** A player that went to a place stands there, or a little before, in seconds. */
const slack = 0.05;

/** The chapter that is told at a place, in seconds: the last that began until then; undefined before the first. */
export function chapterAt(placed: readonly PlacedChapter[], at: number): number | undefined {
  return placed.findLast((one) => one.at <= at + slack)?.index;
}

/** Chapters as marks on the player's bar. */
export function chapterMoments(placed: readonly PlacedChapter[], chapters: readonly ViewChapter[]): Moment[] {
  return placed.map(({ index, at }) => ({ at, kind: 'chapter', label: chapters[index]?.title ?? '' }));
}
