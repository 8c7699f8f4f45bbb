import { describe, expect, it } from 'vitest';
import { teachStanding } from './teach-standing.ts';

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const one = { publishedAt: day(5), hidden: false, helpfulAt: [] as Date[] };
const nothing = { doneAt: null, waiting: false, returned: false };

describe('a lab to teach', () => {
  it('is done with the first walk-through that is published', () => {
    expect(teachStanding([], null)).toEqual(nothing);
    expect(teachStanding([{ ...one, publishedAt: day(9) }, one], null)).toEqual({
      ...nothing,
      doneAt: day(5),
    });
  });

  it('is theirs again while a mentor hides it, unless there is another', () => {
    const hidden = { ...one, hidden: true };
    expect(teachStanding([hidden], null)).toEqual({ ...nothing, returned: true });
    expect(teachStanding([hidden, { ...one, publishedAt: day(7) }], null)).toEqual({
      ...nothing,
      doneAt: day(7),
    });
  });

  it('waits until enough people found one of them helpful', () => {
    const liked = { ...one, helpfulAt: [day(6), day(8)] };
    expect(teachStanding([liked], 3)).toEqual({ ...nothing, waiting: true });
    expect(teachStanding([liked], 2)).toEqual({ ...nothing, doneAt: day(8) });
    expect(teachStanding([{ ...liked, publishedAt: day(9) }], 2)).toEqual({ ...nothing, doneAt: day(9) });
  });
});
