import type { PathItem } from '@springboard/lab-format/model/path.ts';
import { describe, expect, it } from 'vitest';
import { aLabItem } from '../testing/path-steps.ts';
import { type ItemFacts, itemStates, nothingDone, plannedDays, turnsOf } from './item-state.ts';
import { isComplete, progressOf } from './progress.ts';

const startsOn = '2026-11-02';

function states(
  items: readonly PathItem[],
  facts: Readonly<Record<string, Partial<ItemFacts>>>,
  today = '2026-11-05',
  blocked = false,
) {
  const factsOf = ({ id }: PathItem) => ({ ...nothingDone, ...facts[id] });
  const path = { items: [...items] };
  return itemStates(path, { planned: plannedDays(path, startsOn), today, blocked }, factsOf);
}
const done = (day: string) => ({ doneAt: new Date(`${day}T12:00:00Z`) });

describe('how an item stands', () => {
  const items = [
    aLabItem('a/one', { due: 2 }),
    aLabItem('a/two', { due: 9, requires: ['a/one'] }),
    aLabItem('a/three', { optional: true }),
  ];

  it('follows from what was done, and what comes before it', () => {
    const status = (facts: Parameters<typeof states>[1]) => states(items, facts).map((one) => one.status);
    expect(status({})).toEqual(['open', 'locked', 'open']);
    expect(status({ 'a/one': { active: true } })).toEqual(['active', 'locked', 'open']);
    expect(status({ 'a/one': { tried: true, waiting: true } })).toEqual(['waiting', 'locked', 'open']);
    expect(status({ 'a/one': { waiting: true, returned: true } })).toEqual(['returned', 'locked', 'open']);
    expect(status({ 'a/one': done('2026-11-03'), 'a/two': { tried: true } })).toEqual([
      'done',
      'tried',
      'open',
    ]);
    expect(status({ 'a/two': { active: true } })).toEqual(['open', 'active', 'open']);
  });

  it('says what it waits for; nothing of a path can be begun before the path that it requires', () => {
    expect(states(items, {})[1]?.waitsFor).toEqual(['a/one']);
    expect(states(items, {}, undefined, true).map(({ status }) => status)).toEqual([
      'locked',
      'locked',
      'locked',
    ]);
  });

  it('is late from the day after its due date on, unless it waits for somebody else', () => {
    const late = (facts: Parameters<typeof states>[1], today: string) =>
      states(items, facts, today).map((one) => one.late);
    expect(states(items, {}).map(({ dueOn }) => dueOn)).toEqual(['2026-11-04', '2026-11-11', null]);
    expect(late({}, '2026-11-04')).toEqual([false, false, false]);
    expect(late({}, '2026-11-05')).toEqual([true, false, false]);
    expect(late({ 'a/one': { waiting: true } }, '2026-11-05')).toEqual([false, false, false]);
    expect(late({ 'a/one': { movedTo: '2026-11-20' } }, '2026-11-12')).toEqual([false, true, false]);
    expect(late({ 'a/one': { returned: true } }, '2026-11-05')).toEqual([true, false, false]);
  });

  it('of a lab that is gone holds nobody up, and keeps what was done', () => {
    const gone = states(items, { 'a/one': { gone: true } });
    expect(gone.map(({ status, counts, late }) => [status, counts, late])).toEqual([
      ['open', false, false],
      ['open', true, false],
      ['open', false, false],
    ]);
    expect(states(items, { 'a/one': { gone: true, ...done('2026-11-03') } })[0]?.counts).toBe(true);
  });
});

describe('whose turn it is', () => {
  const items = [
    aLabItem('a/late', { due: 1 }),
    aLabItem('a/tomorrow', { due: 4 }),
    aLabItem('a/soon', { due: 17 }),
    aLabItem('a/far', { due: 60 }),
    aLabItem('a/after', { due: 3, requires: ['a/far'] }),
  ];
  const turns = (of: readonly PathItem[], facts: Parameters<typeof states>[1]) =>
    turnsOf(states(of, facts), '2026-11-05');

  it('today: late, until tomorrow, or under way; next: two weeks, and what a reviewer has', () => {
    expect(turns(items, {})).toEqual(['today', 'today', 'next', 'later', 'next']);
    expect(turns(items, { 'a/far': { active: true } })[3]).toBe('today');
    expect(turns(items, { 'a/far': { waiting: true } })[3]).toBe('next');
    expect(turns(items, { 'a/late': done('2026-11-03') })[0]).toBe('done');
  });

  it('there is always something to do today while anything can be done', () => {
    expect(turns(items.slice(2, 4), {})).toEqual(['today', 'later']);
    expect(turns([aLabItem('a/extra', { optional: true }), aLabItem('a/far', { due: 60 })], {})).toEqual([
      'later',
      'today',
    ]);
    expect(turns([aLabItem('a/extra', { optional: true })], {})).toEqual(['later']);
  });
});

describe('how far somebody is', () => {
  const items = [1, 2, 3, 4].map((number) => aLabItem(`a/${number}`, { due: number * 10 }));
  const progress = (facts: Parameters<typeof states>[1], today: string) =>
    progressOf(states([...items, aLabItem('a/extra', { optional: true })], facts, today), {
      startsOn,
      today,
    });

  it('counts what has to be done, and looks ahead at the pace so far', () => {
    expect(progress({}, '2026-11-20')).toEqual({
      done: 0,
      total: 4,
      late: 1,
      dueOn: '2026-12-12',
      forecastOn: null,
      outlook: { kind: 'unknown', why: 'too-early' },
      finishedAt: null,
    });
    const two = { 'a/1': done('2026-11-10'), 'a/2': done('2026-11-20') };
    expect(progress(two, '2026-11-22')).toMatchObject({ done: 2, late: 0, forecastOn: '2026-12-12' });
    expect(progress({ ...two, 'a/extra': done('2026-11-20') }, '2026-11-22').done).toBe(2);
  });

  it('says whether that is in time', () => {
    const outlook = (count: number, today: string) => {
      const ids = items.slice(0, count).map(({ id }) => [id, done('2026-11-03')]);
      return progress(Object.fromEntries(ids), today).outlook;
    };
    // Two of four took 20 days, so the path will end on the last due date; a day later it will be two days late.
    expect(outlook(2, '2026-11-22')).toEqual({ kind: 'on-time' });
    expect(outlook(2, '2026-11-23')).toEqual({ kind: 'late', days: 2 });
    expect(outlook(2, '2026-11-06')).toEqual({ kind: 'unknown', why: 'too-early' });
    expect(outlook(1, '2026-11-22')).toEqual({ kind: 'unknown', why: 'too-early' });
    // Past the last due date nothing has to be known of the pace.
    expect(outlook(0, '2026-12-15')).toEqual({ kind: 'late', days: 3 });
    const [open] = states([aLabItem('a/1')], {});
    expect(progressOf(open ? [open] : [], { startsOn, today: '2026-11-22' }).outlook).toEqual({
      kind: 'unknown',
      why: 'no-due-date',
    });
  });

  it('ends with the last of them', () => {
    const all = Object.fromEntries(items.map(({ id }, index) => [id, done(`2026-11-1${index}`)]));
    expect(progress(all, '2026-11-22')).toMatchObject({
      done: 4,
      forecastOn: null,
      outlook: null,
      finishedAt: '2026-11-13T12:00:00.000Z',
    });
    expect(isComplete(states(items, all))).toBe(true);
    expect(isComplete(states(items, {}))).toBe(false);
  });
});
