/**
 * How long the driver waits for the engine, in milliseconds. An engine that hangs must hold nobody for good, and one that is only slow must
 * not be given up: each limit is many times what was measured on two cores under a load of thirty. What was begun is not taken back when its
 * time is up; all callers can do the same again.
 */
export interface Deadlines {
  /** Requests that only read; a list of ninety nodes takes a second. */
  readonly read: number;
  /** Changes that are answered when they are done, such as networks: the engine makes them one after the other, a second each. */
  readonly change: number;
  /** From asking for an operation until the engine names it; an engine that has just started makes the caller wait until it is set up. */
  readonly begin: number;
  /** Operations of the kinds below, from their beginning to their end. */
  readonly operations: Readonly<Record<OperationKind, number>>;
  /** After so long without an event, and then twice as long each time, an operation is looked at: its last event may have got lost. */
  readonly look: number;
}

/**
 * `create`: the first node of an image unpacks it, which takes minutes for a large one. `state`: start, stop, thaw. `freeze`: tenths of a
 * second, or for ever (see `bringTo`). `disk`: snapshots, restores and deletes, which on a pool that is busy writing wait for it.
 */
export type OperationKind = 'create' | 'state' | 'freeze' | 'disk';

export const deadlines: Deadlines = {
  read: 30_000,
  change: 120_000,
  begin: 60_000,
  operations: { create: 900_000, state: 180_000, freeze: 20_000, disk: 300_000 },
  look: 10_000,
};

/** The engine took a request or an operation and has not finished it in time. Its `code` makes it count as unreachable. */
export class EngineSilentError extends Error {
  override readonly name = 'EngineSilentError';
  readonly code = 'ENGINE_SILENT';
  constructor(call: string, ms: number) {
    super(`Incus has not finished ${call} within ${ms < 1_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`}`);
  }
}

/**
 * Does `work` with a signal that is aborted by `signal` and at the end of the time, when `EngineSilentError` is thrown. Neither waits for
 * `work` to notice.
 */
export async function within<T>(
  ms: number,
  call: string,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const ended = Promise.withResolvers<never>();
  const end = (reason: unknown) => {
    ended.reject(reason);
    stop.abort(reason);
  };
  const onAbort = () => end(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = Number.isFinite(ms) ? setTimeout(() => end(new EngineSilentError(call, ms)), ms) : undefined;
  try {
    return await Promise.race([work(stop.signal), ended.promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
