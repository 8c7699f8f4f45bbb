import { setTimeout as delay } from 'node:timers/promises';

/** Pauses between looks at what no event tells of, each half as long again as the one before, until the time is up. */
export class BackOff {
  readonly #until: number;
  readonly #longestMs: number;
  #nextMs: number;

  constructor({
    limitMs,
    firstMs,
    longestMs,
  }: { readonly limitMs: number; readonly firstMs: number; readonly longestMs: number }) {
    this.#until = performance.now() + limitMs;
    this.#nextMs = firstMs;
    this.#longestMs = longestMs;
  }

  get over(): boolean {
    return performance.now() >= this.#until;
  }

  async pause(signal?: AbortSignal): Promise<void> {
    const ms = this.#nextMs;
    this.#nextMs = Math.min(ms * 1.5, this.#longestMs);
    await delay(ms, undefined, { signal });
  }
}
