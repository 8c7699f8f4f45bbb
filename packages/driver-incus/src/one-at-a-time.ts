/** Lets work on one thing wait for earlier work on it; work on different things goes on side by side. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Work whose signal is aborted while it waits is never begun, and its caller does not wait on. */
  async run<T>(key: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const begun = () => {
      signal?.removeEventListener('abort', onAbort);
      signal?.throwIfAborted();
      return work();
    };
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const mine = before.then(begun, begun);
    this.#last.set(key, mine);
    const forget = () => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    };
    mine.then(forget, forget);
    return await Promise.race([mine, aborted.promise]);
  }
}
