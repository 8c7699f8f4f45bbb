import { expect, test } from 'vitest';
import { Terminal } from './headless.ts';
import { TurnWriter } from './turn-writer.ts';

const aTerminal = () => new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
const piece = new Uint8Array(32 * 1024).fill(0x61);

test('everything is parsed, in order, and told of', async () => {
  const terminal = aTerminal();
  const writer = new TurnWriter(terminal);
  const told: number[] = [];
  await new Promise<void>((resolve) => {
    for (let n = 0; n < 10; n += 1) writer.write(`${n} `, () => told.push(n));
    writer.write('', resolve);
  });
  expect(told).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(terminal.buffer.active.getLine(0)?.translateToString(true).trim()).toBe('0 1 2 3 4 5 6 7 8 9');
});

test('others get their turn while a flood is parsed', async () => {
  const writer = new TurnWriter(aTerminal());
  let parsed = 0;
  const most = { perTurn: 0, atTurn: 0 };
  let going = true;
  const turn = () => {
    most.perTurn = Math.max(most.perTurn, parsed - most.atTurn);
    most.atTurn = parsed;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await new Promise<void>((resolve) => {
    for (let n = 0; n < 32; n += 1)
      writer.write(piece, () => {
        parsed += piece.length;
        if (parsed === 32 * piece.length) resolve();
      });
  });
  going = false;
  expect(most.perTurn).toBeLessThanOrEqual(64 * 1024);
});
