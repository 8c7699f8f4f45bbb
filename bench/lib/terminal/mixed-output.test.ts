import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mixedPiece, writeMixed } from './mixed-output.ts';

test('a file is as large as asked, and what a terminal makes of it is counted', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-mixed-'));
  const mixed = await writeMixed(join(folder, 'mixed'), 300_000);
  const text = await readFile(mixed.path, 'utf8');
  await rm(folder, { recursive: true });
  expect(Buffer.byteLength(text)).toBeGreaterThanOrEqual(300_000);
  expect(text.endsWith(`\n${mixed.lastLine}\n`)).toBe(true);
  expect(mixed.bytesSent).toBe(Buffer.byteLength(text.replaceAll('\n', '\r\n')));
});

test('it asks the terminal nothing: an answer would be typed into the shell', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in control characters
  expect(mixedPiece()).not.toMatch(/\u001b\[[0-9;?>=]*[cnx]|\u001bZ|\u0005|\u001b\]|\u001bP/);
});
