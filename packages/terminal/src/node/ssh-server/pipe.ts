import type { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { TokenBucket } from '../token-bucket.ts';
import { socketHighBytes } from './limits.ts';

/** Takes a piece, and resolves when there is room for the next one. */
export type Take = (data: Buffer) => Promise<void>;

/**
 * Moves what a stream brings piece by piece: the next one is read when the last one was taken. Resolves when the stream has ended and all of it
 * was taken; one that cannot be taken stops it, and whoever closes the other end hears of that elsewhere.
 */
export function pump(source: Readable, take: Take): Promise<void> {
  return new Promise((resolve) => {
    let taking: Promise<void> = Promise.resolve();
    source.on('data', (data: Buffer) => {
      source.pause();
      taking = take(data).then(
        () => {
          source.resume();
        },
        () => {},
      );
    });
    source.on('end', () => void taking.then(resolve));
  });
}

/** Writes into one end of a channel; resolves when SSH's window has let it through and the socket under it has room for more. */
export async function writeTo(channel: Writable, data: Buffer, socket: Duplex): Promise<void> {
  await new Promise<void>((resolve) => channel.write(data, () => resolve()));
  if (socket.writableLength > socketHighBytes) await untilDrained(socket);
}

/** Resolves at the next `drain`, or when there will be none any more. */
function untilDrained(socket: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}

/** Waits so long that the bucket lets `bytes` through. */
export async function within(bucket: TokenBucket, bytes: number): Promise<void> {
  const waitMs = bucket.take(bytes);
  if (waitMs > 0) await pause(waitMs);
}
