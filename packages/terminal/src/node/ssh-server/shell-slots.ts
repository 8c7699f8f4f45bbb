/** Numbers of the interactive shells that people's own SSH clients have on a node: each shell has one that no other has at its time. */
export class ShellSlots {
  readonly #most: number;
  readonly #taken = new Map<string, Set<number>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The lowest free number from 1 on, and how to give it back; undefined when all are taken. */
  take(key: string): { readonly number: number; readonly giveBack: () => void } | undefined {
    const taken = this.#taken.get(key) ?? new Set<number>();
    if (taken.size >= this.#most) return undefined;
    let number = 1;
    while (taken.has(number)) number += 1;
    taken.add(number);
    this.#taken.set(key, taken);
    const giveBack = () => {
      taken.delete(number);
      if (taken.size === 0 && this.#taken.get(key) === taken) this.#taken.delete(key);
    };
    return { number, giveBack };
  }
}
