import { createHash } from 'node:crypto';

/** What stands in the midst of every uuid of the demo, where the version and the variant are: its rows are known by it, and nothing else makes such ids. */
export const demoIdMark = '-8de3-8de0-';

/** The same uuid for the same words, always. It is of version 8, which nobody draws at random. */
export function demoId(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}${demoIdMark}${hex.slice(12, 24)}`;
}

/** Draws that look like chance and come out the same for the same words (mulberry32). */
export class Dice {
  #state: number;

  constructor(...words: readonly (string | number)[]) {
    this.#state = createHash('sha256').update(JSON.stringify(words)).digest().readUInt32BE(0);
  }

  /** From 0 up to 1, which is never drawn. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number; both ends may be drawn. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.share() * (to - from + 1));
  }

  /** True so often, 0 to 1. */
  chance(share: number): boolean {
    return this.share() < share;
  }

  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.whole(0, from.length - 1)] ?? from[0];
  }
}
