import { describe, expect, it } from 'vitest';
import { specifiersOf } from './imports.ts';
import { violation } from './rules.ts';

describe('imports of a source text', () => {
  it('are found in every form', () => {
    const source = `
import { a } from './a.ts';
import type { B } from '@springboard/contracts/b.ts';
import {
  c,
  d,
} from 'c';
import './side-effect.ts';
export { e } from './e.ts';
const f = await import('./f.ts');
// import { g } from './comment.ts';
/* import { h } from './comment.ts'; */
const text = "import from 'nowhere'";
`;
    expect(specifiersOf(source)).toEqual([
      './a.ts',
      '@springboard/contracts/b.ts',
      'c',
      './side-effect.ts',
      './e.ts',
      './f.ts',
    ]);
  });
});

describe('borders', () => {
  const from = (file: string, specifier: string, target?: string) =>
    violation({ file, specifier, ...(target !== undefined && { target }) });

  it.each([
    ['apps/api/src/main.ts', '@springboard/core/attempts.ts'],
    ['apps/worker/src/main.ts', '@springboard/driver-incus/driver.ts'],
    ['packages/core/src/attempts.ts', '@springboard/db/client.ts'],
    ['packages/db/src/db.int.test.ts', '@springboard/testkit/with-db.ts'],
    ['apps/web/src/terminal.tsx', '@springboard/terminal/browser/mount.ts'],
    ['packages/terminal/src/node/session.ts', 'ssh2'],
    ['scripts/start.ts', '@springboard/host/output.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(from(file, specifier)).toBeUndefined();
  });

  it.each([
    ['apps/api/src/main.ts', '@springboard/worker/main.ts', 'must not import an app'],
    ['packages/core/src/attempts.ts', '@springboard/api/main.ts', 'must not import an app'],
    [
      'packages/core/src/attempts.ts',
      '@springboard/driver-incus/driver.ts',
      'must not import packages/driver-incus',
    ],
    ['packages/contracts/src/a.ts', '@springboard/db/client.ts', 'must not import packages/db'],
    ['packages/db/src/client.ts', '@springboard/testkit/with-db.ts', 'only tests'],
    ['apps/web/src/a.tsx', '@springboard/db/client.ts', 'must not import packages/db'],
    ['apps/web/src/a.tsx', 'ssh2', 'browser code'],
    ['apps/web/src/a.tsx', 'node:fs', 'browser code'],
    ['apps/web/src/a.tsx', '@springboard/terminal/node/session.ts', 'only browser/ and common/'],
    ['packages/terminal/src/browser/a.ts', 'ssh2', 'browser code'],
    ['packages/novelty/src/a.ts', '@springboard/db/client.ts', 'no place'],
  ])('%s must not import %s', (file, specifier, why) => {
    expect(from(file, specifier)).toContain(why);
  });

  it('are not crossed by relative paths', () => {
    const file = 'packages/core/src/a.ts';
    expect(from(file, '../../db/src/client.ts', 'packages/db/src/client.ts')).toContain('relative import');
    expect(from(file, './b.ts', 'packages/core/src/b.ts')).toBeUndefined();
  });

  it('run between the folders of packages/terminal', () => {
    const file = 'packages/terminal/src/browser/a.ts';
    expect(from(file, '../common/b.ts', 'packages/terminal/src/common/b.ts')).toBeUndefined();
    expect(from(file, '../node/b.ts', 'packages/terminal/src/node/b.ts')).toContain('must not import node/');
  });
});
