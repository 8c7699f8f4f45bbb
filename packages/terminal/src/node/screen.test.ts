import type { Terminal as HeadlessTerminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { Terminal } from './headless.ts';
import { Screen } from './screen.ts';

const size = { columns: 20, rows: 5 };
const bytes = (text: string) => new TextEncoder().encode(text);

function draw(data: Uint8Array): Promise<HeadlessTerminal> {
  const terminal = new Terminal({ cols: size.columns, rows: size.rows, allowProposedApi: true });
  return new Promise((resolve) => terminal.write(data, () => resolve(terminal)));
}
const lines = (terminal: HeadlessTerminal) =>
  Array.from({ length: terminal.buffer.active.length }, (_, y) =>
    terminal.buffer.active.getLine(y)?.translateToString(true),
  );

test('a snapshot draws the same screen, scrollback and cursor', async () => {
  const screen = new Screen({ size });
  screen.write(bytes(`${Array.from({ length: 12 }, (_, i) => `line ${i}`).join('\r\n')}\x1b[2A\x1b[3G`));
  const terminal = await draw((await screen.snapshot()).data);
  expect(lines(terminal)).toEqual(Array.from({ length: 12 }, (_, i) => `line ${i}`));
  expect([terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]).toEqual([2, 2]);
});

test('a snapshot keeps what a full-screen program set up', async () => {
  const screen = new Screen({ size });
  screen.write(
    bytes(
      'shell\r\n\x1b[?1049h\x1b[?1h\x1b[?2004h\x1b[?1002h\x1b[?1006h\x1b[2;4r\x1b[?25l\x1b]2;vim\x07\x1b[3;1Htext',
    ),
  );
  const { data } = await screen.snapshot();
  const text = new TextDecoder().decode(data);
  for (const part of [
    '\x1b[?1049h',
    '\x1b[?1h',
    '\x1b[?2004h',
    '\x1b[?1002h',
    '\x1b[?1006h',
    '\x1b[?25l',
    '\x1b]2;vim\x07',
  ]) {
    expect(text).toContain(part);
  }
  const terminal = await draw(new Uint8Array([...data, ...bytes('\x1b[4;1H\nx')]));
  expect(terminal.buffer.active.type).toBe('alternate');
  // A line feed at the lower margin scrolls the region only: row 3 moves to row 2, row 5 stays.
  expect(lines(terminal)[1]).toBe('text');
});

test('the offset is that of what was parsed, before a sequence that is not complete', async () => {
  const screen = new Screen({ size });
  screen.write(bytes('abc\x1b[3'));
  const early = screen.snapshot();
  screen.write(bytes('1mred'));
  expect((await early).offset).toBe(3);
  expect((await screen.snapshot()).offset).toBe(11);
});

test('a resize takes effect at its place', async () => {
  const screen = new Screen({ size });
  screen.write(bytes('x'.repeat(30)));
  screen.resize({ columns: 40, rows: 6 }, 1);
  const snapshot = await screen.snapshot();
  expect(snapshot).toMatchObject({ size: { columns: 40, rows: 6 }, sizeRevision: 1, offset: 30 });
});
