import type { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { headlessTerminal, linesOf } from '../testing/emulated-client.ts';
import { below, cutAnywhere, firstSeed, randomOutput, seeded } from '../testing/random-output.ts';
import { Screen } from './screen.ts';

const size = { columns: 80, rows: 24 };
const rounds = 100;

async function seen(terminal: Terminal) {
  await new Promise<void>((resolve) => terminal.write('', resolve));
  const { cursorX, cursorY, type } = terminal.buffer.active;
  return { lines: linesOf(terminal), cursorX, cursorY, type };
}

test('whatever was printed and however it was cut: a snapshot and what follows it lead to the same screen', async () => {
  for (let seed = firstSeed; seed < firstSeed + rounds; seed += 1) {
    const random = seeded(seed);
    const bytes = randomOutput(random, 60 + below(random, 200));
    const before = bytes.subarray(0, below(random, bytes.length));
    const screen = new Screen({ size });
    for (const piece of cutAnywhere(random, before, 50)) screen.write(piece);
    const snapshot = await screen.snapshot();
    const late = headlessTerminal(size);
    late.write(snapshot.data);
    late.write(bytes.subarray(snapshot.offset));
    const reference = headlessTerminal(size);
    reference.write(bytes);
    expect(await seen(late), `seed ${seed}`).toEqual(await seen(reference));
    screen.dispose();
  }
});

const drawn = async (text: string) => {
  const screen = new Screen({ size });
  screen.write(Buffer.from(text));
  const terminal = headlessTerminal(size);
  terminal.write((await screen.snapshot()).data);
  await seen(terminal);
  return terminal;
};
const then = async (terminal: Terminal, text: string) => {
  terminal.write(text);
  return (await seen(terminal)).lines;
};

test('lines of boxes are drawn on', async () => {
  expect(await then(await drawn('\x1b(0lqq'), 'qk')).toContain('┌───┐');
});

test('a cursor that was saved is restored, with its colours', async () => {
  const terminal = await drawn('\x1b[5;10H\x1b[31m\x1b7\x1b[H\x1b[0mtop');
  expect((await then(terminal, '\x1b8there'))[4]).toBe('         there');
  expect(terminal.buffer.active.getLine(4)?.getCell(9)?.getFgColor()).toBe(1);
});

test('a line that is full goes on in the next one, and a long one is one line for whoever copies it', async () => {
  const terminal = await drawn('x'.repeat(80));
  expect((await then(terminal, 'y')).slice(0, 2)).toEqual(['x'.repeat(80), 'y']);
  const long = await drawn(`${'日本語'.repeat(30)}\r\n$ `);
  expect([1, 2, 3].map((y) => long.buffer.active.getLine(y)?.isWrapped)).toEqual([true, true, false]);
});

test('a combining character finds its letter', async () => {
  expect((await then(await drawn('cafe'), '\u0301!'))[0]).toBe('cafe\u0301!');
});

test('colours of cells without text are there, and do not run on', async () => {
  const terminal = await drawn('\x1b[44m\x1b[2K\x1b[0m\r\nplain\r\n\r\n');
  const colour = (x: number, y: number) => terminal.buffer.active.getLine(y)?.getCell(x)?.getBgColor();
  expect([colour(0, 0), colour(79, 0), colour(0, 1), colour(79, 1), colour(0, 2)]).toEqual([
    4, 4, -1, -1, -1,
  ]);
});
