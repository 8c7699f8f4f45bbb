import { ProblemError } from '@springboard/contracts/problems.ts';

/** Keys remembered at most; beyond it the oldest is forgotten. */
const mostKeys = 10_000;

export interface TryLimitOptions {
  /** Failed tries of one key within the window, after which it has to wait. */
  readonly most: number;
  readonly windowMs: number;
  /** What was tried too often: begins the sentence that the person reads. */
  readonly what: string;
  /** What to do meanwhile; begins after "Try again in 20 s". */
  readonly meanwhile: string;
}

/** A try that has begun and counts as failed until it is said to be none. */
export interface Try {
  /** It was right, or went wrong for another reason. */
  forget(): void;
}

interface Counted {
  readonly at: number;
}

/** Slows down whoever guesses. A try counts from its beginning on, so that many at once are not let through. In memory: a restart forgives. */
export class TryLimit {
  readonly #tries = new Map<string, readonly Counted[]>();
  readonly #options: TryLimitOptions;
  readonly #now: () => number;

  constructor(options: TryLimitOptions, now: () => number = Date.now) {
    this.#options = options;
    this.#now = now;
  }

  /** Counts one more try. Throws `too-many-requests` for a key that has had too many. */
  begin(key: string): Try {
    const recent = this.#recent(key);
    if (recent.length >= this.#options.most) throw this.#tooMany(recent[0]?.at ?? 0);
    const begun: Counted = { at: this.#now() };
    this.#keep(key, [...recent, begun]);
    return {
      forget: () => {
        const left = this.#recent(key).filter((one) => one !== begun);
        if (left.length === 0) this.#tries.delete(key);
        else this.#tries.set(key, left);
      },
    };
  }

  #keep(key: string, tries: readonly Counted[]): void {
    this.#tries.delete(key);
    this.#tries.set(key, tries);
    const [oldest] = this.#tries.keys();
    if (this.#tries.size > mostKeys && oldest !== undefined) this.#tries.delete(oldest);
  }

  #recent(key: string): readonly Counted[] {
    const since = this.#now() - this.#options.windowMs;
    return (this.#tries.get(key) ?? []).filter(({ at }) => at > since);
  }

  #tooMany(oldest: number): ProblemError {
    const { what, meanwhile, windowMs } = this.#options;
    const seconds = Math.ceil((oldest + windowMs - this.#now()) / 1_000);
    const wait = seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
    return new ProblemError('too-many-requests', 'Too many tries', {
      detail: what,
      remedy: `Try again in ${wait}${meanwhile}`,
    });
  }
}
