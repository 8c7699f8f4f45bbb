import { ProblemError } from '@springboard/contracts/problems.ts';

/** Lets so much work in at a time, and so much wait for it; what comes beyond that is sent away. */
export class Turnstile {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(options: { readonly atOnce: number; readonly waiting: number }) {
    this.#atOnce = options.atOnce;
    this.#mostWaiting = options.waiting;
  }

  /** Errors: `unavailable` when too many wait, and those of the work. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside < this.#atOnce) this.#inside += 1;
    else if (this.#waiting.length >= this.#mostWaiting) throw crowded();
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // Who waited takes the place over.
      if (next) next();
      else this.#inside -= 1;
    }
  }
}

function crowded(): ProblemError {
  return new ProblemError('unavailable', 'Too many sign-ins at once', {
    detail: 'More passwords are being checked than this machine can. Yours was not looked at.',
    remedy: 'Try again in a few seconds.',
  });
}
