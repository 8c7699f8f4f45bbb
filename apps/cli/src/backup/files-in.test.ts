import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesIn } from './files-in.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function listOf(of: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of filesIn(of)) found.push(path);
  return found;
}

it('finds files at any depth, and none where there is no folder', async () => {
  for (const path of ['one/a.cast', 'walkthroughs/two/b.cast']) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
  }
  expect((await listOf(folder)).toSorted()).toEqual(['one/a.cast', 'walkthroughs/two/b.cast']);
  expect(await listOf(join(folder, 'none'))).toEqual([]);
});

it('finds the others when a folder is removed meanwhile', async () => {
  const names = ['one', 'two', 'three'];
  for (const name of names) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'a.cast'), '');
  }
  const found: string[] = [];
  for await (const path of filesIn(folder)) {
    // A folder that was listed, and is not read yet.
    if (found.length === 0)
      await rm(join(folder, names.find((name) => !path.startsWith(`${name}/`)) ?? ''), { recursive: true });
    found.push(path);
  }
  expect(found).toHaveLength(2);
});
