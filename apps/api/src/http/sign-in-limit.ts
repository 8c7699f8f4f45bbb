import { ProblemError } from '@springboard/contracts/problems.ts';

/** Wrong tokens from one address within the window, after which it has to wait. Right ones are not counted. */
const mostFailures = 10;
const windowMs = 60_000;
/** Addresses remembered at most; beyond it the oldest is forgotten. */
const mostAddresses = 10_000;

/** Slows down whoever tries sign-in tokens. In memory: a restart of the API forgives. */
export class SignInLimit {
  readonly #failures = new Map<string, number[]>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Throws `too-many-requests` for an address with too many recent failures. */
  check(address: string | null): void {
    const recent = this.#recent(address ?? '');
    if (recent.length < mostFailures) return;
    const seconds = Math.ceil(((recent[0] ?? 0) + windowMs - this.#now()) / 1_000);
    throw new ProblemError('too-many-requests', 'Too many tries', {
      detail: `Sign-in links that do not work were tried ${mostFailures} times within a minute from your address.`,
      remedy: `Try again in ${seconds} s, with a new link.`,
    });
  }

  failed(address: string | null): void {
    const key = address ?? '';
    const recent = [...this.#recent(key), this.#now()];
    this.#failures.delete(key);
    this.#failures.set(key, recent);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostAddresses && oldest !== undefined) this.#failures.delete(oldest);
  }

  #recent(key: string): number[] {
    const since = this.#now() - windowMs;
    return (this.#failures.get(key) ?? []).filter((at) => at > since);
  }
}
