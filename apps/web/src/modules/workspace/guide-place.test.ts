import { describe, expect, it } from 'vitest';
import { anAttempt, aTask } from '../../testing/an-attempt.ts';
import { type GuidePlace, startOf } from './guide-place.ts';

const second = anAttempt({
  tasks: [aTask({ id: 'a', status: 'passed' }), aTask({ id: 'b' }), aTask({ id: 'c', status: 'locked' })],
});
const fresh = anAttempt({ tasks: [aTask({ id: 'a' }), aTask({ id: 'b', status: 'locked' })] });
const kept = (over: Partial<GuidePlace>): GuidePlace => ({ current: 'b', open: ['b'], top: 640, ...over });

describe('startOf', () => {
  it('begins a fresh attempt at the introduction', () => {
    expect(startOf(fresh, null)).toEqual({ open: ['intro', 'a'], at: { top: 0 } });
  });
  it('goes to the current task where there was progress', () => {
    expect(startOf(second, null)).toEqual({ open: ['b'], at: { task: 'b' } });
  });
  it('comes back exactly to where one was, as long as the task is the same', () => {
    const place = kept({ open: ['a', 'b'] });
    expect(startOf(second, place)).toEqual({ open: ['a', 'b'], at: { top: 640 } });
  });
  it('goes to the current task when another has passed since', () => {
    expect(startOf(second, kept({ current: 'a', open: ['intro', 'a'] }))).toEqual({
      open: ['b'],
      at: { task: 'b' },
    });
  });
  it('opens nothing when all is passed', () => {
    const done = anAttempt({ tasks: [aTask({ status: 'passed' })] });
    expect(startOf(done, null)).toEqual({ open: [], at: { top: 0 } });
    expect(startOf(done, kept({ current: null, open: ['a'] })).open).toEqual(['a']);
  });
});
