import { setTimeout as pause } from 'node:timers/promises';
import { HostKeyMismatch, NodeGone } from './authority.ts';

/** Pauses between tries, in milliseconds; the last one repeats. A container boots in a few seconds. */
const pausesMs = [250, 500, 1_000, 2_000, 3_000];
/** A node that is not back by then is given up for now, in milliseconds. */
const giveUpAfterMs = 5 * 60_000;

/** Nobody waits any more for what was to be opened again. */
export class NotWanted extends Error {
  override readonly name = 'NotWanted';
}

/** Tries `open` until it succeeds, or throws: `NotWanted`, or the last error when it cannot succeed or five minutes are over. */
export async function reopening<T>(open: () => Promise<T>, wanted: () => boolean): Promise<T> {
  const until = Date.now() + giveUpAfterMs;
  for (let attempt = 0; ; attempt += 1) {
    await pause(pausesMs[Math.min(attempt, pausesMs.length - 1)]);
    if (!wanted()) throw new NotWanted('nobody waits for it any more');
    try {
      return await open();
    } catch (error) {
      const final = error instanceof NodeGone || error instanceof HostKeyMismatch;
      if (final || Date.now() > until) throw error;
    }
  }
}
