import type { LabAttempt } from '@springboard/db/repositories/lab-attempts.ts';
import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { expect, it } from 'vitest';
import { aLabItem } from '../testing/path-steps.ts';
import { labStandings } from './lab-standings.ts';

const aPath = (id: string, pass: number): PathDefinition => ({
  id,
  title: id,
  summary: '',
  owner: null,
  requires: [],
  items: [aLabItem('a/one', { pass }), aLabItem('a/two')],
  readiness: [],
});
const attempt: LabAttempt = {
  slug: 'a/one',
  id: 'attempt',
  number: 1,
  state: 'finished',
  score: 8,
  maxScore: 10,
  finishedAt: 1_000,
  waiting: false,
  returned: false,
};

it('has the labs of a path that were tried', () => {
  const tried = new Map([
    ['a/one', [attempt]],
    ['a/elsewhere', [attempt]],
  ]);
  const labs = labStandings(aPath('path', 0.7), tried);
  expect([...labs].map(([id, { passed }]) => [id, passed?.id])).toEqual([['a/one', 'attempt']]);
  expect(labStandings(aPath('path', 0.7), undefined).size).toBe(0);
});

it('keeps what one path asks for apart from what another does, in whatever order they come', () => {
  const tried = new Map([['a/one', [attempt]]]);
  const [easy, hard] = [aPath('easy', 0.7), aPath('hard', 0.9)];
  const passed = (path: PathDefinition) => labStandings(path, tried).get('a/one')?.passed?.id;
  expect([easy, hard, easy, hard].map(passed)).toEqual(['attempt', undefined, 'attempt', undefined]);
  expect(labStandings(easy, tried)).toBe(labStandings(easy, tried));
});
