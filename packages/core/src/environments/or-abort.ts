/**
 * Waits for `work`, but not beyond `signal`: rejects with its reason then, and `work` is left to end by itself. For what
 * does not end although it was told to: a call that never returns must not hold a lock, or a pass of the reconciler, for ever.
 */
export async function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
