import { TokenBucket } from './token-bucket.ts';

/** After a key so recent, in milliseconds, somebody is typing. */
const typesForMs = 1_000;
/** Output of so many bytes without a rest of `restMs` milliseconds is a flood; a page of a program, or the answer of a command, is none. */
const flood = { bytes: 256 * 1024, restMs: 500 };
/** Bytes of all floods together while somebody else types: about what a browser draws in a second, and a fifth of what two processors carry with their nodes on them. */
const floodRate = { perSecond: 4 * 2 ** 20, burst: 64 * 1024 };
/** After Ctrl-C what is under way from the node, up to 4 MiB where it holds no shells, comes without rest for so long, in milliseconds: the prompt is behind it. */
const hurriesForMs = 2_000;

/**
 * Who types goes before who floods: all terminals share one thread, and often the processors of their nodes, and a flood takes what it gets. While somebody
 * types in one terminal, floods in the others share a rate; else they run free.
 */
export class Courtesy {
  readonly #floods = new TokenBucket(floodRate.perSecond, floodRate.burst);
  /** Who typed last, and when; and when anybody else did. */
  #typist: CourteousTerminal | undefined;
  #typedAt = Number.NEGATIVE_INFINITY;
  #othersTypedAt = Number.NEGATIVE_INFINITY;

  join(): CourteousTerminal {
    return new CourteousTerminal(this);
  }

  /** It is not remembered any longer. */
  forget(terminal: CourteousTerminal): void {
    if (terminal === this.#typist) this.#typist = undefined;
  }

  noteInput(terminal: CourteousTerminal, now: number): void {
    if (terminal !== this.#typist) this.#othersTypedAt = this.#typedAt;
    this.#typist = terminal;
    this.#typedAt = now;
  }

  /** Milliseconds for which a terminal is to rest after so many bytes of a flood. */
  restAfter(terminal: CourteousTerminal, bytes: number, now: number): number {
    const typedAt = terminal === this.#typist ? this.#othersTypedAt : this.#typedAt;
    return now - typedAt < typesForMs ? this.#floods.take(bytes, now) : 0;
  }
}

/** One of the terminals that are courteous to each other. */
export class CourteousTerminal {
  readonly #courtesy: Courtesy;
  #run = 0;
  #printedAt = Number.NEGATIVE_INFINITY;
  #hurriesUntil = Number.NEGATIVE_INFINITY;

  constructor(courtesy: Courtesy) {
    this.#courtesy = courtesy;
  }

  /** Somebody typed in it. */
  noteInput(now = performance.now()): void {
    this.#courtesy.noteInput(this, now);
  }

  /** It printed so many bytes; answers for how many milliseconds it is to print no more. */
  noteOutput(bytes: number, now = performance.now()): number {
    if (now - this.#printedAt > flood.restMs) this.#run = 0;
    this.#printedAt = now;
    this.#run += bytes;
    if (this.#run <= flood.bytes || now < this.#hurriesUntil) return 0;
    return this.#courtesy.restAfter(this, bytes, now);
  }

  /** Ctrl-C was typed in it: it rests no more for a while. */
  hurry(now = performance.now()): void {
    this.#hurriesUntil = now + hurriesForMs;
  }

  leave(): void {
    this.#courtesy.forget(this);
  }
}
