import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { writeWhole } from './write-whole.ts';

const folder = mkdtempSync(join(tmpdir(), 'springboard-whole-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('replaces a file and leaves no draft, with its mode also where a draft lay about', () => {
  const file = join(folder, 'secret');
  writeFileSync(file, 'old', { mode: 0o644 });
  writeFileSync(`${file}.${process.pid}.new`, 'half', { mode: 0o666 });
  writeWhole(file, 'new', 0o600);
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret']);
});
