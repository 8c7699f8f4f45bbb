import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { expect, test } from 'vitest';

const editorsLine = /^# yaml-language-server:.*\n/;

test('what the writing guide shows is what its lab has', async () => {
  const guide = await readFile(join(repositoryRoot, 'docs/authoring/guide.md'), 'utf8');
  const shown = [...guide.matchAll(/^(`{3,4})\w+ file=(\S+)\n([\s\S]*?)^\1$/gm)].map(
    ([, , file = '', text = '']) => ({ file, text: text.trim() }),
  );
  const there = await Promise.all(
    shown.map(async ({ file }) => {
      const text = await readFile(join(repositoryRoot, 'labs/linux/backup-that-never-ran', file), 'utf8');
      return { file, text: text.replace(editorsLine, '').trim() };
    }),
  );
  expect(shown.length).toBeGreaterThan(10);
  expect(shown).toEqual(there);
});
