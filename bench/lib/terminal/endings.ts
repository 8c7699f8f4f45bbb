interface Stoppable {
  stop(): Promise<void>;
}

/** The signals by which somebody ends a benchmark, and what nobody caught. */
const causes = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException'] as const;

/** What a benchmark has started is stopped in the reverse order, on every way out: at its end, after an error, when it is interrupted. */
export class Endings {
  readonly #stack = new AsyncDisposableStack();
  readonly #interrupted = Promise.withResolvers<never>();
  #closing: Promise<void> | undefined;
  #why: string | undefined;

  constructor() {
    this.#interrupted.promise.catch(() => {});
    for (const cause of causes) process.on(cause, this.#interrupt);
  }

  /** Why the benchmark is not to go on; undefined as long as it is. */
  get interruptedBy(): string | undefined {
    return this.#why;
  }

  /** Waits for what is being started, and stops it in the end. */
  async starting<T extends Stoppable | undefined>(thing: Promise<T>): Promise<T> {
    const it = await thing;
    if (this.#closing) await it?.stop();
    else this.#stack.defer(async () => it?.stop());
    return it;
  }

  /** The work's result; throws when the benchmark is interrupted first, once everything is stopped. */
  unlessInterrupted<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#interrupted.promise]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#stack.disposeAsync();
    await this.#closing;
    for (const cause of causes) process.off(cause, this.#interrupt);
  }

  /** Takes the name of a signal, or an error. */
  readonly #interrupt = (what: unknown): void => {
    this.#why ??= String(what);
    this.#closing ??= this.#stack.disposeAsync();
    const stopped = () => this.#interrupted.reject(new Error(`interrupted by ${this.#why}`));
    this.#closing.then(stopped, stopped);
  };
}
