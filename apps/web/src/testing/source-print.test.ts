import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourcePrint } from './source-print.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'springboard-source-print-'));
  for (const path of ['apps/web/src/pages/a.tsx', 'apps/web/index.html', 'packages/ui/src/b.ts'])
    write(path, '1');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

it.each([
  ['a page', 'apps/web/src/pages/a.tsx'],
  ['a page that is new', 'apps/web/src/pages/b.tsx'],
  ['a picture', 'apps/web/public/logo.svg'],
  ['the settings of the build', 'apps/web/vite.config.ts'],
  ['a package', 'packages/ui/src/b.ts'],
  ['what a package exports', 'packages/ui/package.json'],
  ['the version of a dependency', 'package-lock.json'],
])('is another one after a change of %s', (_, path) => {
  const before = sourcePrint(root);
  write(path, '2');
  expect(sourcePrint(root)).not.toBe(before);
});

it('is another one when a file has another name, and the same when nothing of the page was changed', () => {
  const before = sourcePrint(root);
  write('apps/api/src/main.ts', '2');
  write('apps/web/dist/index.html', '2');
  expect(sourcePrint(root)).toBe(before);
  renameSync(join(root, 'packages/ui/src/b.ts'), join(root, 'packages/ui/src/c.ts'));
  expect(sourcePrint(root)).not.toBe(before);
});
