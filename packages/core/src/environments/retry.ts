import { setTimeout as sleep } from 'node:timers/promises';
import { DriverError } from '@springboard/environments/driver.ts';

/** Pauses before the second, third and fourth try of what an engine may do later, in milliseconds. */
export const retryPausesMs: readonly number[] = [1_000, 3_000, 8_000];

/** Does `work` again after a retryable `DriverError`, once for each pause; other errors are passed on at once. */
export async function withRetries<T>(
  work: () => Promise<T>,
  options: {
    readonly pausesMs: readonly number[];
    readonly signal: AbortSignal;
    /** Told before each pause: number of the coming try, from 2, and of all there may be. */
    readonly onRetry: (error: DriverError, next: number, most: number) => Promise<void>;
  },
): Promise<T> {
  const most = options.pausesMs.length + 1;
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      options.signal.throwIfAborted();
      const pause = options.pausesMs[tries - 1];
      if (!(error instanceof DriverError) || !error.retryable || pause === undefined) throw error;
      await options.onRetry(error, tries + 1, most);
      await sleep(pause, undefined, { signal: options.signal }).catch(() => options.signal.throwIfAborted());
    }
  }
}
