/** Answers that are good for a while, by what they are of. A question that fails is asked again. */
export class Remembered<K extends object, V> {
  readonly #forMs: number;
  readonly #isWorthIt: (value: V) => boolean;
  readonly #answers = new WeakMap<K, { readonly until: number; readonly value: Promise<V> }>();

  constructor(forMs: number, isWorthIt: (value: V) => boolean = () => true) {
    this.#forMs = forMs;
    this.#isWorthIt = isWorthIt;
  }

  get(of: K, now: Date, ask: () => Promise<V>): Promise<V> {
    const known = this.#answers.get(of);
    if (known && known.until > now.getTime()) return known.value;
    const value = ask();
    this.#answers.set(of, { until: now.getTime() + this.#forMs, value });
    const forget = () => this.#answers.delete(of);
    value.then((answer) => this.#isWorthIt(answer) || forget(), forget);
    return value;
  }
}
