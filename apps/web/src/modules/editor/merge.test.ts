import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { expect, it } from 'vitest';
import { type Choice, mergeFiles } from './merge.ts';

const files = (of: Record<string, string>): LabFile[] =>
  Object.entries(of).map(([path, content]) => ({ path, content, encoding: 'utf8' }));
const before = files({ 'lab.yaml': 'a', 'intro.md': 'a', 'outro.md': 'a' });
const merge = (
  mine: Record<string, string>,
  theirs: Record<string, string>,
  choices: [string, Choice][] = [],
  merged: [string, string][] = [],
) =>
  Object.fromEntries(
    mergeFiles({
      before,
      mine: files(mine),
      theirs: files(theirs),
      choices: new Map(choices),
      merged: new Map(merged),
    }).map(({ path, content }) => [path, content]),
  );
const all = { 'lab.yaml': 'a', 'intro.md': 'a', 'outro.md': 'a' };

it('takes over what only they changed, added or removed, and keeps what only I did', () => {
  const mine = { 'lab.yaml': 'mine', 'intro.md': 'a', 'outro.md': 'a', 'mine.sh': 'new' };
  const theirs = { 'lab.yaml': 'a', 'intro.md': 'theirs', 'theirs.sh': 'new' };
  expect(merge(mine, theirs)).toEqual({
    'lab.yaml': 'mine',
    'intro.md': 'theirs',
    'mine.sh': 'new',
    'theirs.sh': 'new',
  });
});

it.each<[Choice, string]>([
  ['mine', 'mine'],
  ['theirs', 'theirs'],
  ['merged', 'both'],
])('of what both changed stands what was chosen: %s', (choice, content) => {
  const found = merge(
    { ...all, 'intro.md': 'mine' },
    { ...all, 'intro.md': 'theirs' },
    [['intro.md', choice]],
    [['intro.md', 'both']],
  );
  expect(found['intro.md']).toBe(content);
});

it('brings back what I removed and they changed, or leaves it out, as it was chosen', () => {
  const mine = { 'lab.yaml': 'a', 'outro.md': 'a' };
  const theirs = { ...all, 'intro.md': 'theirs' };
  expect(merge(mine, theirs, [['intro.md', 'theirs']])['intro.md']).toBe('theirs');
  expect(merge(mine, theirs, [['intro.md', 'mine']])).not.toHaveProperty('intro.md');
});
