import { listEnvironments } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { deleteOldTickets } from '@springboard/db/repositories/terminals.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { Context } from '../context.ts';
import { alignFrozen } from './align-frozen.ts';
import { pauseIdle } from './changes/idle.ts';
import { lastReconcile } from './counters.ts';
import { endOverdue, warnOfEnd } from './expiry.ts';
import { findLost, wholeStates } from './find-lost.ts';
import { removeOrphans } from './orphans.ts';
import { pruneHistory } from './prune.ts';
import { reviveStopped } from './revive-stopped.ts';
import { removeStraySavePoints } from './stray-save-points.ts';
import { wakeForgotten } from './wake-forgotten.ts';

const day = 86_400_000;

/**
 * Compares what is wanted with what the engine has, and sets right what differs: orphans are removed, lost and overdue environments end,
 * idle ones are paused, stopped nodes are started, frozen ones agree with their rows, work that nobody does is given out again, what ended long ago is forgotten.
 * Idempotent; of several processes one does it at a time. While the engine is unreachable nothing is judged by what it does not say.
 */
export async function reconcile(ctx: Context): Promise<void> {
  const started = performance.now();
  const looked = await withLock(ctx.db, 'reconcile', async () => {
    await endOverdue(ctx);
    await warnOfEnd(ctx);
    await pauseIdle(ctx);
    await deleteOldTickets(ctx.db, new Date(ctx.clock().getTime() - day));

    // Rows before the engine's list: what became whole in between is in neither and is judged next time.
    const rows = await listEnvironments(ctx.db, wholeStates);
    const observed = await listObserved(ctx);
    if (observed) {
      await findLost(ctx, rows, observed);
      await removeOrphans(ctx, observed);
      await removeStraySavePoints(ctx, rows, observed);
      await alignFrozen(ctx, rows, observed);
      await reviveStopped(ctx, rows, observed);
    }
    for (const mended of await ctx.driver.maintain()) ctx.log.warn({}, mended);
    await wakeForgotten(ctx);
    await pruneHistory(ctx);
    return observed !== null;
  });
  if (!looked.acquired) return;
  lastReconcile.at = ctx.clock();
  lastReconcile.durationMs = performance.now() - started;
  lastReconcile.engine = looked.value;
}

async function listObserved(ctx: Context): Promise<readonly ObservedEnvironment[] | null> {
  try {
    return await ctx.driver.list();
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    ctx.log.warn({ err: error }, 'The engine does not answer; environments are left as they are.');
    return null;
  }
}
