import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../context.ts';
import { isPassingDatabaseError } from '../database-errors.ts';
import { Superseded, watchForEnd } from './cancellation.ts';
import { environmentLock } from './lock.ts';
import { careForPooled } from './pools/care.ts';
import { ProvisionRun } from './provision-run.ts';
import { retryPausesMs } from './retry.ts';

/**
 * The reconciler may hold the lock for a moment to see whether it is free; one that is claimed while it is looked after in the
 * pool has to wait for that to break off, which takes it a fraction of a second.
 */
const waitForLockMs = 10_000;

export interface ProvisionOptions {
  /** Pauses between tries of what the engine may do later, in milliseconds; their number is that of the retries. */
  readonly retryPausesMs?: readonly number[];
}

/**
 * Goes on with an environment from whatever state it is in: one that was admitted becomes `pooled` or `ready`, one that was claimed
 * becomes `ready`, or either `failed` with its log kept; one in the pool is looked after. What is queued waits for admission. Only one
 * process works on an environment at a time; after a crash the next run goes on from where the engine is. Rejects with the
 * signal's reason when told to end, or with a passing error of the database: then the work is to be done again later.
 */
export async function provisionEnvironment(
  ctx: Context,
  id: string,
  signal: AbortSignal,
  options: ProvisionOptions = {},
): Promise<void> {
  await withLock(ctx.db, environmentLock(id), (lost) => goOn(ctx, id, [signal, lost], options), {
    waitMs: waitForLockMs,
  });
}

async function goOn(
  ctx: Context,
  id: string,
  signals: readonly AbortSignal[],
  options: ProvisionOptions,
): Promise<void> {
  const row = await findEnvironment(ctx.db, id);
  if (row?.state === 'provisioning' || row?.state === 'claimed') {
    const pausesMs = options.retryPausesMs ?? retryPausesMs;
    await during(ctx, id, ['provisioning', 'claimed', 'pooled', 'ready'], signals, async (stop) => {
      const run = new ProvisionRun(ctx, row, stop, pausesMs);
      try {
        await run.go();
      } catch (error) {
        stop.throwIfAborted();
        if (error instanceof Superseded || isPassingDatabaseError(error)) throw error;
        await run.fail(error);
      }
    });
  }
  await during(ctx, id, ['pooled'], signals, (stop) => careForPooled(ctx, id, stop));
}

/** Does the work while the environment is in one of `states`; its coming into another one ends the work, and is no error. */
async function during(
  ctx: Context,
  id: string,
  states: readonly EnvironmentState[],
  signals: readonly AbortSignal[],
  work: (stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const ended = watchForEnd(ctx.db, id, states);
  const stop = AbortSignal.any([...signals, ended.signal]);
  try {
    await work(stop);
  } catch (error) {
    if (!(error instanceof Superseded) && !(stop.reason instanceof Superseded)) throw error;
    ctx.log.info({ environmentId: id }, 'An environment was given up or taken on; this work on it ends.');
  } finally {
    ended.close();
  }
}
