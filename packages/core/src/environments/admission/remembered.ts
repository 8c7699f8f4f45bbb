/** Answers that are good for a while, by what they are of. A question that fails is asked again. */
export class Remembered<K extends object, V> {
  readonly #forMs: number;
  readonly #answers = new WeakMap<K, { readonly until: number; readonly value: Promise<V> }>();

  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  get(of: K, ask: () => Promise<V>): Promise<V> {
    const known = this.#answers.get(of);
    if (known && known.until > performance.now()) return known.value;
    const value = ask();
    this.#answers.set(of, { until: performance.now() + this.#forMs, value });
    value.catch(() => this.#answers.delete(of));
    return value;
  }

  forget(of: K): void {
    this.#answers.delete(of);
  }
}
