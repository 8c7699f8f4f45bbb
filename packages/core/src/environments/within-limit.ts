import type { Stage } from '@springboard/contracts/environments.ts';
import { StageError } from './failure.ts';
import { orAbort } from './or-abort.ts';

/** A driver that is told to end has so long to do it before it is not waited for any more, in milliseconds. */
const graceMs = 15_000;

/**
 * Does work on the engine for at most `ms`; then the stage failed for want of time. Told to end by `signal` it is waited for, so that nobody
 * else begins beside it, but not for ever: a call that never returns would hold its lock until the process is restarted.
 */
export async function withinLimit<T>(
  limit: { readonly ms: number; readonly stage: Stage; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { ms, stage, signal } = limit;
  const late = AbortSignal.timeout(ms);
  try {
    return await orAbort(work(AbortSignal.any([signal, late])), AbortSignal.timeout(ms + graceMs));
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted) throw error;
    throw new StageError(stage, `The engine did not end this in ${Math.ceil(ms / 1000)} s`, {
      reason: 'deadline',
      remedy:
        'Try again. If it stays so, the host is overloaded: an operator sees why with `npm run doctor`.',
      cause: error,
    });
  }
}
