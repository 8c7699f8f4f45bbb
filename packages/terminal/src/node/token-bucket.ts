/** Lets `perSecond` units through on average and `burst` at once. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(perSecond: number, burst: number, now = performance.now()) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes `amount`; answers how many milliseconds to wait before it would have been there, 0 when it was. */
  take(amount: number, now = performance.now()): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    this.#tokens -= amount;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#perSecond) * 1000;
  }

  /** Takes `amount` if it is there; what is refused costs nothing. */
  tryTake(amount: number, now = performance.now()): boolean {
    if (this.take(amount, now) === 0) return true;
    this.#tokens += amount;
    return false;
  }
}
