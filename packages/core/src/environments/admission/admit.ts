import { withLock } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../../context.ts';
import { isPassingDatabaseError } from '../../database-errors.ts';
import { announcePlaces } from './announce.ts';
import { carryOut } from './carry-out.ts';
import { decide } from './decide.ts';
import { lookAround } from './seen.ts';

/** Another process may be deciding; a look takes a fraction of a second. */
const waitForLockMs = 10_000;

/**
 * Looks at queue, pools and room, and hands out: the only place that does. Of several processes one does it at a time; should two ever
 * overlap, each thing that is handed out is a compare-and-set. Rejects when another one does not end: it is then to be run again.
 */
export async function admit(ctx: Context, signal: AbortSignal): Promise<void> {
  const locked = await withLock(ctx.db, 'admission', (lost) => look(ctx, AbortSignal.any([signal, lost])), {
    waitMs: waitForLockMs,
  });
  if (!locked.acquired) throw new Error('Another look at the queue does not end.');
}

async function look(ctx: Context, signal: AbortSignal): Promise<void> {
  const seen = await lookAround(ctx);
  const { actions, places } = decide(seen.state);
  const failed: unknown[] = [];
  for (const action of actions) {
    signal.throwIfAborted();
    try {
      await carryOut(ctx, action, seen);
    } catch (error) {
      if (isPassingDatabaseError(error)) throw error;
      // Told at the end: what cannot be done for one must not keep all those behind.
      failed.push(error);
    }
  }
  await announcePlaces(ctx, places, seen.rows);
  if (failed.length > 0) throw new AggregateError(failed, 'Some of what was decided could not be done.');
}
