/** A shell echoes what is typed at once; one that says nothing for so long, in milliseconds, is asked about. */
const silentMs = 2_000;

/** Tells when a shell leaves what is typed without an answer: its environment may have been paused under it. */
export class SilentShell {
  readonly #ask: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  #asking = false;

  /** `ask` is not called again before it has resolved. */
  constructor(ask: () => Promise<void>) {
    this.#ask = ask;
  }

  typed(): void {
    if (this.#asking) return;
    this.#timer ??= setTimeout(() => {
      this.#asking = true;
      void this.#ask().finally(() => {
        this.#asking = false;
        this.#timer = undefined;
      });
    }, silentMs);
  }

  answered(): void {
    if (this.#asking) return;
    this.stop();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
