import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { readInTurns } from './read-in-turns.ts';

const pieces = 100;
const pieceBytes = 16 * 1024;

/** Bytes that come in each turn of the event loop from a stream that always has more. */
async function bytesByTurn(begin: (stream: Readable) => void): Promise<number[]> {
  let left = pieces;
  const stream = new Readable({
    read() {
      left -= 1;
      this.push(left < 0 ? null : Buffer.alloc(pieceBytes));
    },
  });
  const turns: number[] = [];
  let bytes = 0;
  stream.on('data', (data: Buffer) => {
    if (bytes === 0)
      setImmediate(() => {
        turns.push(bytes);
        bytes = 0;
      });
    bytes += data.length;
  });
  begin(stream);
  await once(stream, 'end');
  if (bytes > 0) turns.push(bytes);
  return turns;
}
const sum = (turns: number[]) => turns.reduce((all, bytes) => all + bytes, 0);

test('a stream that always has more is read a piece in a turn, and whole', async () => {
  expect(Math.max(...(await bytesByTurn(() => {})))).toBeGreaterThan(4 * 64 * 1024);
  const turns = await bytesByTurn(readInTurns);
  expect(Math.max(...turns)).toBe(64 * 1024);
  expect(sum(turns)).toBe(pieces * pieceBytes);
});
