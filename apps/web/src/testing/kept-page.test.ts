import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepPage, keptPage } from './kept-page.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-kept-page-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives back the page of these sources, and of no others', async () => {
  const path = join(folder, 'cache/page');
  expect(await keptPage('print-1', path)).toBeNull();
  const files = new Map<string, string | Uint8Array>([
    ['/index.html', '<title>Größe</title>'],
    ['/assets/a.woff2', new Uint8Array([0, 255, 1])],
  ]);
  await keepPage('print-1', files, path);
  expect(await keptPage('print-1', path)).toEqual(files);
  expect(await keptPage('print-2', path)).toBeNull();

  await keepPage('print-2', new Map([['/index.html', 'another']]), path);
  expect(await keptPage('print-1', path)).toBeNull();
  expect(await keptPage('print-2', path)).toEqual(new Map([['/index.html', 'another']]));
  expect(await readdir(join(folder, 'cache'))).toEqual(['page']);
});
