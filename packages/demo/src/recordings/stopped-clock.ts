import type { CastClock } from '@springboard/terminal/node/cast-clock.ts';

/** A clock that stands until it is moved, and calls back on its way. */
export class StoppedClock implements CastClock {
  #now: number;
  #due: { readonly at: number; readonly call: () => void } | undefined;

  constructor(at: Date) {
    this.#now = at.getTime();
  }

  now(): number {
    return this.#now;
  }

  steady(): number {
    return this.#now;
  }

  later(ms: number, call: () => void): () => void {
    const due = { at: this.#now + ms, call };
    this.#due = due;
    return () => {
      if (this.#due === due) this.#due = undefined;
    };
  }

  /** Goes on to that moment; what was to be called before is called at its time. */
  moveTo(at: Date): void {
    const due = this.#due;
    if (due && due.at <= at.getTime()) {
      this.#due = undefined;
      this.#now = due.at;
      due.call();
    }
    this.#now = at.getTime();
  }
}
