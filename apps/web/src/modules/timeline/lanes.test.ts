import { describe, expect, it } from 'vitest';
import { aRun, aTerminal, aTimeline } from '../../testing/a-timeline.ts';
import { everything, isShown, laneOf, lanesWith, rowsOf } from './lanes.ts';

const view = aTimeline();

describe('lanes', () => {
  it('have a line for each terminal and for the checks of each task, in the order of the lab', () => {
    const items = [...view.items, aTerminal(3, 4, 2), aTerminal(10, 20, 11)];
    expect(rowsOf(view, items).map(({ label }) => label)).toEqual([
      'Environment',
      'Save points',
      'ceph1, terminal 1',
      'ceph1, terminal 2',
      'ceph1, SSH client 1',
      '1. Create a pool',
      '2. Mend the cluster',
      'Tasks',
      'Hints and remarks',
      'Must hold',
    ]);
  });

  it('hold every item once, and a rewind beside its save points', () => {
    const inRows = rowsOf(view, view.items).flatMap(({ items }) => items);
    expect(inRows.map(({ id }) => id).toSorted()).toEqual(view.items.map(({ id }) => id).toSorted());
    const [state] = view.items.filter(({ kind }) => kind === 'state');
    expect(state && laneOf(state)).toBe('environment');
    expect(state?.kind === 'state' && laneOf({ ...state, state: 'rewinding' })).toBe('saves');
  });

  it('are named only where something is in them', () => {
    expect(lanesWith([aRun(1), aTerminal(0, 1)])).toEqual(['terminals', 'checks']);
  });
});

describe('a filter', () => {
  it('leaves lanes out, and of checks those that passed', () => {
    const pass = aRun(1, { verdict: 'pass' });
    expect(isShown(pass, everything)).toBe(true);
    expect(isShown(pass, { ...everything, failures: true })).toBe(false);
    expect(isShown(aRun(1), { ...everything, failures: true })).toBe(true);
    expect(isShown(aRun(1), { ...everything, lanes: new Set(['tasks']) })).toBe(false);
  });
});
