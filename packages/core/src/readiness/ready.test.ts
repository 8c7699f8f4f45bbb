import type { ReadinessRule } from '@springboard/lab-format/model/path.ts';
import { expect, it } from 'vitest';
import type { Standing } from '../paths/standings.ts';
import { aLabItem } from '../testing/path-steps.ts';
import type { Evidence } from './evidence.ts';
import { readyBy } from './ready.ts';

const rule: ReadinessRule = {
  id: 'pager',
  title: 'May take the pager',
  labs: ['a/one'],
  pass: null,
  signOffs: ['notes'],
  expires: 10,
};
const path = { id: 'p', title: 'P', summary: '', owner: null, requires: [], readiness: [rule] };
const standing: Standing = {
  assigned: {
    assignmentId: 'one',
    pathId: 'p',
    personId: 'lena',
    name: 'Lena',
    startsOn: '2026-11-01',
    assignedBy: null,
    team: null,
  },
  path: { ...path, items: [aLabItem('a/one', { pass: 0.8 })] },
  states: [],
  waitsFor: [],
  labs: new Map(),
  moved: new Map(),
  today: '2026-11-20',
};
const at = (day: number) => new Date(Date.UTC(2026, 10, day, 12));

/** On which days of November somebody passed with 0.8 of the points, and was signed off. */
function shown(passed: number | null, signed: number | null): Evidence {
  const signOff = { id: 's', personId: 'lena', skillId: 'notes', note: '', signedBy: null, by: null };
  const open = { endedAt: null, endedBy: null, endReason: null };
  return {
    latestOf: (personId, slug, pass) =>
      passed !== null && personId === 'lena' && slug === 'a/one' && pass === 0.8
        ? { attemptId: 'a', at: at(passed), score: 8, maxScore: 10 }
        : undefined,
    signOffsOf: () =>
      new Map(signed === null ? [] : [['notes', { ...signOff, ...open, signedAt: at(signed) }]]),
  };
}

it('is since the last part came, and until the first ends', () => {
  expect(readyBy(standing, rule, shown(12, 15))).toMatchObject({ since: at(15), until: '2026-11-22' });
});

it('is not while a part is missing or has expired', () => {
  expect(readyBy(standing, rule, shown(null, 15))).toBeNull();
  expect(readyBy(standing, rule, shown(12, null))).toBeNull();
  expect(readyBy(standing, rule, shown(9, 15))).toBeNull();
});
