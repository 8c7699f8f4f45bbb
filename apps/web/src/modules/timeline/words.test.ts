import { expect, it } from 'vitest';
import { aRun, aTimeline, weeksOfTimeline } from '../../testing/a-timeline.ts';
import { detailOf, lengthWords, titleOf, toneOf } from './words.ts';

it('says of a check what it is called, what it said, how often and why it ran', () => {
  const names = aTimeline();
  expect(titleOf(aRun(1), names)).toBe('Not yet: The pool exists');
  expect(detailOf(aRun(1, { text: 'size 2', trigger: 'asked' }))).toBe('size 2 · asked for');
  expect(detailOf(aRun(1, { text: 'size 2', count: 4 }))).toBe('4 times, the last: size 2');
  expect(detailOf(aRun(1, { text: null }))).toBeNull();
  expect(lengthWords(aRun(1))).toBeNull();
});

it('has a title for everything, also for what a lab does not have any more', () => {
  for (const view of [aTimeline(), weeksOfTimeline()])
    for (const item of view.items) {
      expect(titleOf(item, view)).not.toMatch(/undefined|null/);
      expect(titleOf(item, { tasks: [], invariants: [] })).not.toMatch(/undefined|null/);
      expect(toneOf(item)).toBeTruthy();
    }
});
