import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandsOn, lastCommands, lastLines } from './cast-reader.ts';
import { CastWriter } from './cast-writer.ts';

let folder: string;
let warnings: string[];
const log = {
  debug: () => {},
  info: () => {},
  warn: (_fields: object, message: string) => void warnings.push(message),
  error: () => {},
};
const size = { columns: 80, rows: 24 };
beforeEach(async () => {
  warnings = [];
  folder = await mkdtemp(join(tmpdir(), 'springboard-cast-'));
});
afterEach(() => rm(folder, { recursive: true }));

const begin = (path: string, more: { longestBytes?: number } = {}) =>
  new CastWriter({ path, title: 'ceph1, terminal 1', size, log, ...more });
const lines = async (path: string) =>
  (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
/** Until the file has so many lines. */
const written = (path: string, many: number) =>
  expect.poll(async () => (await lines(path).catch(() => [])).length, { timeout: 10_000 }).toBe(many);

describe('a recording', () => {
  it('is asciicast v3, of output, sizes and the exit, and nobody else’s to read', async () => {
    const path = join(folder, 'attempt', 'one.cast');
    const cast = begin(path);
    const umlaut = Buffer.from('ä\r\n');
    cast.output(umlaut.subarray(0, 1));
    cast.output(umlaut.subarray(1));
    cast.resize({ columns: 132, rows: 43 });
    cast.output(Buffer.from('bye'));
    cast.end(3);
    await written(path, 5);
    const [header, ...events] = await lines(path);
    expect(header).toMatchObject({ version: 3, term: { cols: 80, rows: 24 }, title: 'ceph1, terminal 1' });
    expect(events.map(([, code, data]) => [code, data])).toEqual([
      ['o', 'ä\r\n'],
      ['r', '132x43'],
      ['o', 'bye'],
      ['x', '3'],
    ]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is cut when it gets too long, says so, and takes no more', async () => {
    const path = join(folder, 'flood.cast');
    const cast = begin(path, { longestBytes: 2_000 });
    for (let round = 0; round < 50; round += 1) {
      cast.output(Buffer.from('y'.repeat(100)));
      cast.resize({ columns: 80 + round, rows: 24 });
    }
    cast.end(0);
    await expect.poll(async () => (await lines(path)).at(-1)?.[1], { timeout: 10_000 }).toBe('m');
    expect((await stat(path)).size).toBeLessThan(2_500);
    expect(warnings).toHaveLength(1);
  });

  it('has the markers that were put into it, at their place among the output', async () => {
    const path = join(folder, 'marked.cast');
    const cast = begin(path);
    cast.output(Buffer.from('before'));
    cast.mark('Maria follows');
    cast.output(Buffer.from('after'));
    cast.end(0);
    await expect.poll(async () => (await lines(path)).at(-1)?.[1], { timeout: 10_000 }).toBe('x');
    const events = (await lines(path)).slice(1).map(([, code, data]) => [code, data]);
    expect(events).toEqual([
      ['o', 'before'],
      ['m', 'Maria follows'],
      ['o', 'after'],
      ['x', '0'],
    ]);
  });

  it('that cannot be written is given up, with a word in the log', async () => {
    await writeFile(join(folder, 'file'), '');
    const cast = begin(join(folder, 'file', 'one.cast'));
    cast.output(Buffer.from('goes on'));
    cast.end(0);
    expect(warnings).toHaveLength(1);
  });
});

describe('the last commands', () => {
  const at = new Date('2026-01-05T09:00:00Z').getTime();
  const cast = async (events: [number, string, string][]) => {
    const path = join(folder, 'typed.cast');
    const header = { version: 3, term: { cols: 40, rows: 5 }, timestamp: at / 1000 };
    await writeFile(path, [header, ...events].map((one) => JSON.stringify(one)).join('\n'));
    return path;
  };
  const prompt = '\x1b[1;32mroot@ceph1\x1b[0m:\x1b[1;34m~\x1b[0m# ';

  it('are read from the screen: edited lines as they were in the end, long ones whole', async () => {
    const path = await cast([
      [1, 'o', `${prompt}ceph osd tre`],
      [1, 'o', 'x\b\x1b[Ke\r\nID CLASS\r\n'],
      [1, 'o', `${prompt}ceph osd pool create a-pool-with-a-name-that-is-too-long 16\r\n${prompt}`],
    ]);
    expect(await lastCommands(path, new Date(at + 10_000), 5)).toEqual([
      'ceph osd tree',
      'ceph osd pool create a-pool-with-a-name-that-is-too-long 16',
    ]);
  });

  it('and the last lines are what somebody at the terminal sees: an editor while it is open, the shell before and after', async () => {
    const shell: [number, string, string][] = [[1, 'o', `${prompt}vi crush.map\r\n`]];
    const editor: [number, string, string][] = [[1, 'o', '\x1b[?1049h\x1b[2J\x1b[Hrule replicated {\r\n~']];
    const closed: [number, string, string][] = [[1, 'o', '\x1b[?1049l']];
    expect(await lastLines(await cast([...shell, ...editor]), 9)).toEqual(['rule replicated {', '~']);
    expect(await lastLines(await cast([...shell, ...editor, ...closed]), 9)).toEqual([
      'root@ceph1:~# vi crush.map',
    ]);
    const many = Array.from({ length: 30 }, (_, line) => `line ${line}\r\n`).join('');
    expect(await lastLines(await cast([[1, 'o', many]]), 2)).toEqual(['line 28', 'line 29']);
    expect(await lastLines(await cast([]), 2)).toEqual([]);
  });

  it('are read at the width that the terminal had, also where it was changed', async () => {
    const long = 'a'.repeat(60);
    const path = await cast([
      [1, 'o', `${prompt}one\r\n`],
      [1, 'r', '120x30'],
      [1, 'o', `${prompt}echo ${long} b\x1b[DX\r\n`],
    ]);
    expect(await lastCommands(path, new Date(at + 10_000), 5)).toEqual(['one', `echo ${long} X`]);
  });

  it('end at the moment that is asked for, and are no more than asked for', async () => {
    const path = await cast([
      [1, 'o', `${prompt}one\r\n${prompt}two\r\n`],
      [60, 'o', `${prompt}three\r\n`],
    ]);
    expect(await lastCommands(path, new Date(at + 30_000), 5)).toEqual(['one', 'two']);
    expect(await lastCommands(path, new Date(at + 90_000), 2)).toEqual(['two', 'three']);
  });

  it('are none where there is no recording of ours', async () => {
    const path = join(folder, 'strange.cast');
    await writeFile(path, 'no cast\n');
    expect(await lastCommands(path, new Date(), 5)).toEqual([]);
  });

  it('are what stands behind a prompt, and nothing else', () => {
    expect(
      commandsOn(['root@host1:/etc# ls -l', 'total 4', 'root@host1:~# ', 'a@b: text # note'], 9),
    ).toEqual(['ls -l']);
  });

  it('is read whatever was printed: neither what breaks an emulator nor what keeps it busy for an hour does so here', async () => {
    const path = join(folder, 'hostile.cast');
    const cast = begin(path);
    cast.output(Buffer.from('\x1bc\x1b[999;999H\x1b[1J\x1b[2147483647S\x1b[Hroot@ceph1:~# ls\r\n'));
    cast.end(0);
    await written(path, 3);
    expect(await lastLines(path, 5)).toContain('root@ceph1:~# ls');
    expect(await lastCommands(path, new Date(Date.now() + 60_000), 5)).toEqual(['ls']);
  });
});
