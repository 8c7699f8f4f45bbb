import { setTimeout as pause } from 'node:timers/promises';

/**
 * One reading for all who ask: those who ask while none has begun are answered by the next one, which begins no sooner than
 * `apartMs` after the one before. So an answer is never older than the question.
 */
export class SharedReading<T> {
  readonly #read: () => Promise<T>;
  readonly #apartMs: number;
  #lastAt = Number.NEGATIVE_INFINITY;
  #next: Promise<T> | undefined;

  constructor(read: () => Promise<T>, apartMs: number) {
    this.#read = read;
    this.#apartMs = apartMs;
  }

  read(): Promise<T> {
    this.#next ??= this.#soon();
    return this.#next;
  }

  async #soon(): Promise<T> {
    const wait = this.#lastAt + this.#apartMs - performance.now();
    if (wait > 0) await pause(wait);
    else await Promise.resolve();
    this.#next = undefined;
    this.#lastAt = performance.now();
    return this.#read();
  }
}
