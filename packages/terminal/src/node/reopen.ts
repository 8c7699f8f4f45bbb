import { setTimeout as pause } from 'node:timers/promises';
import { HostKeyMismatch, NodeGone } from './authority.ts';

/** Pauses between tries, in milliseconds; the last one repeats. A container boots in a few seconds. */
const pausesMs = [250, 500, 1_000, 2_000, 3_000];
/** A node that is not back by then is given up for now, in milliseconds. */
const giveUpAfterMs = 5 * 60_000;

/** Tries `open` until it succeeds, cannot succeed, is not `wanted` any more, or five minutes are over; then throws its last error. */
export async function reopening<T>(open: () => Promise<T>, wanted: () => boolean): Promise<T> {
  const until = Date.now() + giveUpAfterMs;
  for (let attempt = 0; ; attempt += 1) {
    await pause(pausesMs[Math.min(attempt, pausesMs.length - 1)]);
    try {
      return await open();
    } catch (error) {
      const final = error instanceof NodeGone || error instanceof HostKeyMismatch;
      if (final || !wanted() || Date.now() > until) throw error;
    }
  }
}
