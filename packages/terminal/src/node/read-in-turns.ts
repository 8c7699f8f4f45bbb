import type { Readable } from 'node:stream';

/** About half a millisecond of work: what one connection may take of a turn of the event loop. */
const bytesPerTurn = 64 * 1024;

/**
 * Reads a stream no faster than a piece in each turn of the event loop. Node.js itself reads a socket up to 32 times 64 KiB before anybody else has their
 * turn: a node that floods would hold all other terminals up for 20 ms. Attach it to a stream that flows already.
 */
export function readInTurns(stream: Readable): void {
  let bytes = 0;
  const nextTurn = () => {
    bytes = 0;
    stream.resume();
  };
  stream.on('data', (data: Buffer) => {
    const before = bytes;
    bytes += data.length;
    if (before > 0 && bytes < bytesPerTurn) return;
    if (before === 0) setImmediate(nextTurn);
    if (bytes >= bytesPerTurn) stream.pause();
  });
}
