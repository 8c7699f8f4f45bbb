import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import type { Context } from '../../context.ts';
import { isPassingDatabaseError } from '../../database-errors.ts';
import { Superseded, watchForEnd } from '../cancellation.ts';
import { withRetries } from '../retry.ts';
import { withinLimit } from '../within-limit.ts';

/** How a change is carried out; tests are less patient than people. */
export interface ChangeOptions {
  /** Pauses between tries of what the engine may do later, in milliseconds; their number is that of the retries. */
  readonly retryPausesMs: readonly number[];
  /** So long the engine may take to freeze, thaw or save, with all tries, in milliseconds. */
  readonly engineMs: number;
  /** The same for putting the disks back and booting. */
  readonly rewindMs: number;
  /** So long a woken environment may take to pass its probes again before it is handed back as it is, in milliseconds. */
  readonly healthyAfterThawMs: number;
  /** The same after a boot. */
  readonly healthyAfterBootMs: number;
}

/**
 * A learner's environment may be unhealthy by their own doing, or by a fault that the lab made: after a while it is theirs again all the
 * same. A frozen cluster is healthy within seconds of its thaw, a booted one within half a minute on a busy host.
 */
export const defaultOptions: ChangeOptions = {
  retryPausesMs: [500, 1_500, 4_000],
  engineMs: 120_000,
  rewindMs: 600_000,
  healthyAfterThawMs: 15_000,
  healthyAfterBootMs: 45_000,
};

export interface ChangeWork {
  readonly ctx: Context;
  readonly id: string;
  /** Fires when the work is to stop: the process ends, the lock is lost, or the environment is wanted for something else. */
  readonly signal: AbortSignal;
  readonly options: ChangeOptions;
}

/**
 * Does a part of a change while the environment stays in one of `meanwhile`; `fail` is told of errors that end it. What was overtaken is
 * left to whoever overtook it. While the engine or the database is away nothing is judged: that error is passed on, the row goes on asking,
 * and the work is taken up again.
 */
export async function during(
  { ctx, id, signal: stop }: ChangeWork,
  meanwhile: readonly EnvironmentState[],
  work: (signal: AbortSignal) => Promise<void>,
  fail: (error: unknown) => Promise<void>,
): Promise<void> {
  const ended = watchForEnd(ctx.db, id, meanwhile);
  const signal = AbortSignal.any([stop, ended.signal]);
  try {
    await work(signal);
  } catch (error) {
    if (error instanceof Superseded || ended.signal.aborted) {
      ctx.log.info({ environmentId: id }, 'A change of an environment was overtaken.');
      return;
    }
    stop.throwIfAborted();
    if (isPassingDatabaseError(error) || (error instanceof DriverError && error.kind === 'unreachable'))
      throw error;
    await fail(error);
  } finally {
    ended.close();
  }
}

/** Asks the engine, again where that can help, but not for ever. */
export function trying<T>(
  { ctx, id, options }: ChangeWork,
  { stage, signal }: { readonly stage: 'thaw' | 'save' | 'restore'; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ms = stage === 'restore' ? options.rewindMs : options.engineMs;
  return withinLimit({ ms, stage, signal }, (limited) =>
    withRetries(() => work(limited), {
      pausesMs: options.retryPausesMs,
      signal: limited,
      onRetry: async (error) =>
        ctx.log.warn({ err: error, environmentId: id }, 'A change of an environment is tried again.'),
    }),
  );
}
