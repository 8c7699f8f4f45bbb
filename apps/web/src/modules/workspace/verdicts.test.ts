import { describe, expect, it } from 'vitest';
import { aCheck, aHint, anAttempt, aTask } from '../../testing/an-attempt.ts';
import {
  currentTask,
  describeCheck,
  isChecking,
  newlyPassed,
  nextHint,
  openCheckWords,
  whyNoCheck,
} from './verdicts.ts';

describe('describeCheck', () => {
  it.each([
    ['waiting', 'waiting'],
    ['running', 'checking'],
    ['pass', 'passed'],
    ['not_yet', 'not-yet'],
    ['environment_broken', 'environment-broken'],
    ['check_broken', 'check-broken'],
  ] as const)('%s → %s', (status, look) => {
    expect(describeCheck(aCheck({ status })).look).toBe(look);
  });

  it('says what to do about an environment that stays broken, and of nothing else', () => {
    expect(describeCheck(aCheck({ status: 'environment_broken' })).note).toContain('reset the environment');
    expect(describeCheck(aCheck({ status: 'check_broken' })).note).toBeNull();
    expect(describeCheck(aCheck({ status: 'not_yet', message: 'size is 2' }))).toMatchObject({
      message: 'size is 2',
      note: null,
    });
  });

  it('keeps a passed check passed whatever a later run says', () => {
    const later = describeCheck(aCheck({ passed: true, status: 'not_yet', message: 'gone' }));
    expect(later.look).toBe('passed');
    expect(later.message).toBeNull();
    expect(later.note).toContain('stays passed');
    expect(describeCheck(aCheck({ passed: true, status: 'running' })).look).toBe('passed');
  });
});

describe('newlyPassed', () => {
  const open = anAttempt({ tasks: [aTask({ id: 'a' }), aTask({ id: 'b', status: 'locked' })] });
  const passed = anAttempt({ tasks: [aTask({ id: 'a', status: 'passed' }), aTask({ id: 'b' })] });
  it('names what turned to passed between two views', () => {
    expect(newlyPassed(open, passed)).toEqual(['a']);
    expect(newlyPassed(passed, passed)).toEqual([]);
  });
  it('celebrates nothing on the first view or on another attempt', () => {
    expect(newlyPassed(null, passed)).toEqual([]);
    expect(newlyPassed({ ...open, id: crypto.randomUUID() }, passed)).toEqual([]);
  });
});

describe('tasks', () => {
  it('finds the current one, a running check and the next hint', () => {
    const task = aTask({
      checks: [aCheck(), aCheck({ id: 'x', status: 'running' })],
      hints: [aHint({ cost: 0, opened: true }), aHint({ index: 1 })],
    });
    expect(currentTask(anAttempt({ tasks: [task] }))).toBe(task);
    expect(currentTask(anAttempt({ tasks: [aTask({ status: 'passed' })] }))).toBeNull();
    const preparing = aTask({ id: 'b', status: 'preparing' });
    expect(currentTask(anAttempt({ tasks: [aTask({ status: 'passed' }), preparing] }))).toBe(preparing);
    expect(isChecking(task)).toBe(true);
    expect(isChecking(aTask())).toBe(false);
    expect(nextHint(task)?.index).toBe(1);
    expect(nextHint(aTask({ hints: [] }))).toBeNull();
  });
});

describe('whyNoCheck', () => {
  it('holds checks back while the task is prepared, and else where the environment does', () => {
    const preparing = aTask({ status: 'preparing' });
    for (const phase of ['ready', 'saving'] as const)
      expect(whyNoCheck(preparing, phase)).toContain('being prepared');
    expect(whyNoCheck(preparing, 'lost')).toBe(whyNoCheck(aTask(), 'lost'));
    expect(whyNoCheck(aTask(), 'ready')).toBeNull();
    expect(whyNoCheck(aTask(), 'saving')).not.toBeNull();
  });
});

describe('openCheckWords', () => {
  const passed = aCheck({ passed: true, status: 'not_yet', message: 'gone again' });
  it('tells what the first open check misses, and nothing of passed ones', () => {
    const open = aCheck({ id: 'size', title: 'The size is 3', status: 'not_yet', message: 'size is 2' });
    expect(openCheckWords(aTask({ checks: [passed, open] }))).toBe('Not yet: size is 2');
    for (const message of ['Not yet: size is 2', 'Not there yet. size is 2'])
      expect(openCheckWords(aTask({ checks: [{ ...open, message }] }))).toBe('Not yet: size is 2');
    expect(openCheckWords(aTask({ checks: [{ ...open, message: null }] }))).toBe('Not yet: The size is 3');
  });
  it('is silent before the first run', () => {
    expect(openCheckWords(aTask({ checks: [passed, aCheck()] }))).toBeNull();
  });
});
