import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutCast } from './cast-span.ts';

const start = 1_767_603_600;
const ms = (seconds: number) => (start + seconds) * 1000;
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-span-'));
  path = join(folder, 'a.cast');
  const header = {
    version: 3,
    term: { cols: 80, rows: 24 },
    timestamp: start,
    title: 'of Lena',
    tags: ['shell:s1'],
  };
  const events = [
    [1, 'o', 'SECRET-BEFORE\r\n'],
    [1, 'r', '100x30'],
    [0.5, 'o', '\u001b[?1049h\u001b[?25l'],
    [1.5, 'o', '# ceph -s\r\n'],
    [0.1, 'm', 'Maria follows'],
    [1.9, 'r', '120x40'],
    [1, 'o', 'HEALTH_OK\r\n'],
    [3, 'o', 'SECRET-AFTER\r\n'],
    [1, 'x', '0'],
  ];
  await writeFile(path, [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(''));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (text: string | undefined) =>
  (text ?? '')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

describe('a span of a recording', () => {
  it('has what was printed in it at the same moments, on an empty screen of the size that it had', async () => {
    const [header, ...events] = read(await cutCast(path, { from: ms(3.25), until: ms(7) }));
    expect(header).toEqual({
      version: 3,
      term: { cols: 100, rows: 30, type: 'xterm-256color' },
      timestamp: start + 3,
    });
    expect(events).toEqual([
      [0.25, 'o', '\u001b[?1049h\u001b[?25l'],
      [0.75, 'o', '# ceph -s\r\n'],
      [2, 'r', '120x40'],
      [1, 'o', 'HEALTH_OK\r\n'],
    ]);
  });

  it('holds nothing of before and after, nor who followed, whose it is and which shell', async () => {
    const text = await cutCast(path, { from: ms(2), until: ms(9.999) });
    expect(text).toContain('HEALTH_OK');
    for (const outside of ['SECRET', 'Maria', 'Lena', 'shell:']) expect(text).not.toContain(outside);
  });

  it('has both its ends in it', async () => {
    expect(await cutCast(path, { from: ms(1), until: ms(1) })).toContain('SECRET-BEFORE');
    expect(await cutCast(path, { from: ms(1.001), until: ms(10) })).toContain('SECRET-AFTER');
  });

  it('is none where nothing was printed', async () => {
    expect(await cutCast(path, { from: ms(4.5), until: ms(6.5) })).toBeUndefined();
    expect(await cutCast(path, { from: ms(60), until: ms(90) })).toBeUndefined();
    await expect(cutCast(join(folder, 'none.cast'), { from: 0, until: 1 })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });
});
