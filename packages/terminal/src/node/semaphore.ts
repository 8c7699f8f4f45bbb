/** Runs at most `limit` of the tasks given to it at once, in their order. */
export class Semaphore {
  readonly #placeMs: number | undefined;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /**
   * `placeMs`: milliseconds after which a task goes on without its place, so that those which only wait keep nobody out. Without it a task keeps
   * its place to its end.
   */
  constructor(limit: number, placeMs?: number) {
    this.#free = limit;
    this.#placeMs = placeMs;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let has = true;
    const giveBack = () => {
      if (!has) return;
      has = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
    const timer = this.#placeMs === undefined ? undefined : setTimeout(giveBack, this.#placeMs);
    try {
      return await task();
    } finally {
      clearTimeout(timer);
      giveBack();
    }
  }
}
