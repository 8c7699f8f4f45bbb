import { within } from '../within.ts';

/** Where threads of screens say that they are `here`, are asked to `tidy`, and say that it is `done`. */
export const tidyChannel = 'tidy';
/** A thread has collected its garbage within so long, in milliseconds; one that has not has ended, and spoilt what is measured. */
const tidyWithinMs = 30_000;

/** Asks all threads of screens in this process to collect their garbage. */
export class Tidying {
  readonly #channel = new BroadcastChannel(tidyChannel);
  #threads = 0;
  #missing = 0;
  #done: (() => void) | undefined;

  constructor() {
    this.#channel.onmessage = ({ data }) => {
      if (data === 'here') this.#threads += 1;
      if (data !== 'done') return;
      this.#missing -= 1;
      if (this.#missing === 0) this.#done?.();
    };
  }

  /** Resolves when all have done so. Throws when one does not answer. */
  tidy(): Promise<void> {
    if (this.#threads === 0) return Promise.resolve();
    this.#missing = this.#threads;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#done = resolve;
    this.#channel.postMessage('tidy');
    return within(tidyWithinMs, 'collecting the garbage of all threads of screens', promise);
  }
}
