import { describe, expect, it } from 'vitest';
import { mayReview, outcomeOf } from './outcome.ts';

const senior = (points: number, decision: 'accept' | 'return' = 'accept') =>
  ({ points, decision, peer: false }) as const;
const peer = (points: number, decision: 'accept' | 'return' = 'accept') =>
  ({ points, decision, peer: true }) as const;

it.each([
  ['nobody', [], 1, 'handed_in', null],
  ['one of one', [senior(7)], 1, 'reviewed', 7],
  ['one of two', [senior(7)], 2, 'handed_in', null],
  ['two of two: the lower', [senior(7), senior(5)], 2, 'reviewed', 5],
  ['the second returns it', [senior(7), senior(3, 'return')], 2, 'returned', 3],
  ['a peer of one', [peer(9)], 1, 'reviewed', 9],
  ['a mentor after a peer', [peer(9), senior(4)], 1, 'reviewed', 4],
  ['a mentor after a peer who accepted', [peer(9), senior(4, 'return')], 1, 'returned', 4],
  ['a peer and a mentor of two', [peer(6), senior(8)], 2, 'reviewed', 6],
  ['two peers of two', [peer(6), peer(8)], 2, 'handed_in', null],
] as const)('%s', (_name, said, reviewers, state, points) => {
  expect(outcomeOf(said, reviewers)).toEqual({ state, points });
});

describe('who may review', () => {
  const by = (personId: string, isPeer = false) => ({ personId, peer: isPeer, reviewerId: personId });
  const version = (
    state: 'handed_in' | 'reviewed' | 'returned',
    reviewers: number,
    ...reviews: ReturnType<typeof by>[]
  ) => ({
    state,
    reviewers,
    reviews,
  });
  it.each([
    ['anybody what waits', version('handed_in', 1), by('max'), true],
    ['nobody twice', version('handed_in', 2, by('max')), by('max'), false],
    ['somebody else as the second', version('handed_in', 2, by('max')), by('mira'), true],
    ['a peer as the second after a mentor', version('handed_in', 2, by('max')), by('ida', true), true],
    ['no second peer', version('handed_in', 2, by('ole', true)), by('ida', true), false],
    ['a mentor what a peer accepted', version('reviewed', 1, by('ida', true)), by('max'), true],
    ['no other peer', version('reviewed', 1, by('ida', true)), by('ole', true), false],
    ['nobody what a mentor accepted', version('reviewed', 1, by('max')), by('mira'), false],
    ['nobody what was returned', version('returned', 1, by('ida', true)), by('max'), false],
  ])('%s', (_name, of, who, expected) => {
    expect(mayReview(of, who)).toBe(expected);
  });
});
