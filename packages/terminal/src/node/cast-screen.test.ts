import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { headlessTerminal, linesOf } from '../testing/emulated-client.ts';
import { screenAtEnd } from './cast-screen.ts';
import { CastWriter } from './cast-writer.ts';
import type { RecordedShell } from './recorder.ts';
import { ScreenPool } from './screens/pool.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const size = { columns: 40, rows: 5 };
const shell: RecordedShell = { id: '0011223344556677', screen: undefined };
const screens = new ScreenPool({ log });
let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-cast-screen-'));
  path = join(folder, 'one.cast');
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => screens.close());

type Event = [code: string, data: string];
const cast = (events: readonly Event[], tags = ['shell:0011223344556677']) => {
  const header = { version: 3, term: { cols: 40, rows: 5 }, timestamp: 1_767_600_000, tags };
  const lines = [header, ...events.map(([code, data]) => [0.1, code, data])];
  return writeFile(path, lines.map((line) => JSON.stringify(line)).join('\n'));
};

async function drawn() {
  const screen = await screenAtEnd(path, shell.id, screens);
  if (!screen) return undefined;
  const terminal = headlessTerminal(screen.size);
  await new Promise<void>((resolve) => terminal.write(screen.data, resolve));
  return { terminal, screen: linesOf(terminal).join('\n').trimEnd() };
}

test('the screen is the one where the recording stops, at the size it had', async () => {
  await cast([
    ['o', 'one\r\n'],
    ['r', '60x10'],
    ['o', `${'x'.repeat(50)}\r\n$ `],
  ]);
  const it = await drawn();
  expect(it?.screen).toBe(`one\n${'x'.repeat(50)}\n$`);
  expect([it?.terminal.cols, it?.terminal.rows]).toEqual([60, 10]);
});

test('a sequence that was cut by the end does not swallow what comes next', async () => {
  await cast([['o', 'text\x1b]2;half a tit']]);
  const it = await drawn();
  await new Promise<void>((resolve) => it?.terminal.write('!', resolve));
  expect(it && linesOf(it.terminal)[0]).toBe('text!');
});

test('modes of long ago are in force still: an editor is on the alternate screen', async () => {
  const filler: Event[] = Array.from({ length: 300 }, () => ['o', `\x1b[H${'edited '.repeat(200)}`]);
  await cast([['o', '\x1b[?1049h\x1b[?2004h'], ...filler]);
  const it = await drawn();
  expect(it?.terminal.buffer.active.type).toBe('alternate');
  expect(it?.terminal.modes.bracketedPasteMode).toBe(true);
});

test('a screen larger than what a terminal keeps of its output is drawn whole', async () => {
  const line = `${'字'.repeat(19)}\r\n`;
  await cast(Array.from({ length: 30 }, () => ['o', line.repeat(400)]));
  expect((await drawn())?.screen.split('\n')).toHaveLength(1_004);
});

test('output that ends the thread it is drawn in leaves no screen, and the others theirs', async () => {
  const program = new URL('../testing/mortal-screens.ts', import.meta.url);
  const mortal = new ScreenPool({ log, program, threads: 1 });
  try {
    await cast([['o', 'text\x1b]2;exit\x07']]);
    expect(await screenAtEnd(path, shell.id, mortal)).toBeUndefined();
    await cast([['o', 'text']]);
    expect(await screenAtEnd(path, shell.id, mortal)).toBeDefined();
  } finally {
    await mortal.close();
  }
});

test.each<[string, Event[], string[]?]>([
  ['of another shell', [['o', 'text']], ['shell:ffff223344556677']],
  ['of no shell that is named', [['o', 'text']], []],
  [
    'with the end of the shell',
    [
      ['o', 'text'],
      ['x', '0'],
    ],
  ],
  [
    'that was cut at its cap',
    [
      ['o', 'text'],
      ['m', 'The recording was cut here; the terminal went on.'],
    ],
  ],
])('a recording %s says nothing about a screen', async (_name, events, tags) => {
  await cast(events, tags);
  expect(await drawn()).toBeUndefined();
});

test('what is written is read: the second part of a recording begins with the screen of the first', async () => {
  const writer = new CastWriter({ path, title: 'one', size, log, shell });
  writer.output(Buffer.from('first part\r\n'));
  writer.end(null);
  await expect.poll(async () => (await drawn())?.screen).toBe('first part');
  const screen = await screenAtEnd(path, shell.id, screens);
  path = join(folder, 'two.cast');
  const second = new CastWriter({ path, title: 'two', size, log, shell: { ...shell, screen } });
  second.output(Buffer.from('second part\r\n'));
  second.end(null);
  await expect.poll(async () => (await drawn())?.screen).toBe('first part\nsecond part');
});
