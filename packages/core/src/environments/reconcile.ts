import { listEnvironments } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { deleteOldTickets } from '@springboard/db/repositories/terminals.ts';
import { deleteOldWebUiSessions } from '@springboard/db/repositories/web-uis.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { Context } from '../context.ts';
import { pruneRecordings } from '../recordings/recordings.ts';
import { sweepWalkthroughs } from '../walkthroughs/sweep.ts';
import { alignFrozen } from './align-frozen.ts';
import { pauseIdle } from './changes/idle.ts';
import { lastReconcile } from './counters.ts';
import { endExpired, endPausedTooLong, endUnowned, warnOfEnd } from './expiry.ts';
import { findLost, wholeStates } from './find-lost.ts';
import { maintain } from './maintain.ts';
import { removeOrphans } from './orphans.ts';
import { defaultPassLimits, Pass, type PassLimits } from './pass.ts';
import { pruneHistory } from './prune.ts';
import { reviveStopped } from './revive-stopped.ts';
import { removeStraySavePoints } from './stray-save-points.ts';
import { wakeForgotten } from './wake-forgotten.ts';

const day = 86_400_000;

/**
 * Compares what is wanted with what the engine has, and sets right what differs: orphans are removed, lost and overdue environments end,
 * idle ones are paused, stopped nodes are started, frozen ones agree with their rows, work that nobody does is given out again, what
 * ended long ago is forgotten.
 * Idempotent; of several processes one does it at a time. While the engine is unreachable nothing is judged by what it does not say. A step
 * that fails keeps no other one from being done; what takes long comes last, and in parts.
 */
export async function reconcile(
  ctx: Context,
  stop?: AbortSignal,
  limits: Partial<PassLimits> = {},
): Promise<void> {
  const started = performance.now();
  const looked = await withLock(ctx.db, 'reconcile', async (lost) => {
    const signal = stop ? AbortSignal.any([stop, lost]) : lost;
    const pass = new Pass(ctx, signal, { ...defaultPassLimits, ...limits });
    const engine = await runSteps(ctx, pass);
    return { engine, whole: pass.failed.length === 0 };
  });
  if (!looked.acquired) return;
  lastReconcile.durationMs = performance.now() - started;
  lastReconcile.engine = looked.value.engine;
  // One that does not come to its end again and again is to be noticed.
  if (looked.value.whole) lastReconcile.at = ctx.clock();
}

/** Whether the engine answered. */
async function runSteps(ctx: Context, pass: Pass): Promise<boolean> {
  await pass.step('end-expired', () => endExpired(ctx));
  await pass.step('end-unowned', () => endUnowned(ctx));
  await pass.step('warn', () => warnOfEnd(ctx));
  await pass.step('idle', () => pauseIdle(ctx));
  const yesterday = new Date(ctx.clock().getTime() - day);
  await pass.step('tickets', () => deleteOldTickets(ctx.db, yesterday));
  await pass.step('web-tabs', () => deleteOldWebUiSessions(ctx.db, yesterday));

  // Rows before the engine's list: what became whole in between is in neither and is judged next time.
  const rows = await pass.step('rows', () => listEnvironments(ctx.db, wholeStates));
  const observed = await pass.step('list', (signal) => listObserved(ctx, signal));
  if (rows && observed) {
    await pass.step('lost', () => findLost(ctx, rows, observed));
    await pass.step('align-frozen', () => alignFrozen(ctx, rows, observed));
  }
  await pass.step('wake-forgotten', () => wakeForgotten(ctx));

  if (rows && observed) {
    await pass.slowStep('orphans', (signal) => removeOrphans(ctx, observed, signal));
    await pass.slowStep('save-points', (signal) => removeStraySavePoints(ctx, rows, observed, signal));
    await pass.slowStep('revive-stopped', (signal) => reviveStopped(ctx, rows, observed, signal));
  }
  await pass.slowStep('maintain', (signal) => maintain(ctx, signal));
  await pass.step('prune', () => pruneHistory(ctx));
  await pass.step('recordings', () => pruneRecordings(ctx));
  await pass.step('walk-throughs', () => sweepWalkthroughs(ctx));
  await pass.slowStep('end-paused', (signal) => endPausedTooLong(ctx, signal));
  return observed !== null && observed !== undefined;
}

async function listObserved(
  ctx: Context,
  signal: AbortSignal,
): Promise<readonly ObservedEnvironment[] | null> {
  try {
    return await ctx.driver.list(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DriverError)) throw error;
    ctx.log.warn({ err: error }, 'The engine does not answer; environments are left as they are.');
    return null;
  }
}
