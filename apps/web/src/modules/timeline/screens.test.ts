import { describe, expect, it } from 'vitest';
import { after, aRun, aTerminal } from '../../testing/a-timeline.ts';
import { screensAt } from './screens.ts';

const namesOf = (...args: Parameters<typeof screensAt>) =>
  screensAt(...args).map(({ terminal }) => `${terminal.number} from ${terminal.at}`);
const hint = {
  id: 'h',
  kind: 'hint',
  at: after(12),
  until: null,
  goesOn: false,
  taskId: 't',
  number: 1,
  cost: 0,
} as const;

describe('screens of a moment', () => {
  it('are those of terminals that were open then, the one that was at work last first', () => {
    const items = [aTerminal(1, 30, 1), aTerminal(2, 11, 2), aTerminal(20, 40, 3)];
    expect(namesOf(items, aRun(12))).toEqual([`1 from ${after(1)}`, `2 from ${after(2)}`]);
    expect(screensAt(items, aRun(12))[0]?.at).toBe(Date.parse(aRun(12).until ?? ''));
  });

  it('are of the environment that the check looked at, however long nothing was printed', () => {
    const items = [aTerminal(1, 2)];
    expect(namesOf(items, aRun(300))).toHaveLength(1);
    expect(namesOf(items, aRun(300, { environmentId: 'another' }))).toEqual([]);
  });

  it('of a shell that was opened again are those of the newer recording', () => {
    expect(namesOf([aTerminal(1, 5), aTerminal(6, 10)], aRun(12))).toEqual([`1 from ${after(6)}`]);
  });

  it('of other things are those of terminals that were at work shortly before', () => {
    expect(namesOf([aTerminal(1, 5)], hint)).toHaveLength(1);
    expect(namesOf([aTerminal(1, 5)], { ...hint, at: after(60) })).toEqual([]);
    expect(namesOf([aTerminal(1, 5)], { ...hint, kind: 'attempt', what: 'started' })).toEqual([]);
  });
});
