import type { IncomingMessage } from 'node:http';

/** What a page asks for again within so long it asks for by itself, in milliseconds: it polls. Less than an environment's quiet time. */
const againMs = 15 * 60_000;
/** Paths that are remembered; a page with more is one that somebody uses. */
const mostPaths = 500;

/**
 * Tells what a person does in a tab from what its page does by itself: writing, a click that leads somewhere, and asking for something new, as a
 * page does when another view of it is opened.
 */
export class TabActivity {
  readonly #askedAt = new Map<string, number>();

  /** Whether somebody is behind this request. */
  isBehind(
    { method, headers, url }: Pick<IncomingMessage, 'method' | 'headers' | 'url'>,
    now: number,
  ): boolean {
    if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') return true;
    // Queries change with every poll.
    const path = url?.split('?')[0] ?? '';
    const before = this.#askedAt.get(path);
    this.#askedAt.delete(path);
    this.#askedAt.set(path, now);
    if (this.#askedAt.size > mostPaths) this.#askedAt.delete(this.#askedAt.keys().next().value ?? '');
    return headers['sec-fetch-user'] === '?1' || before === undefined || now - before > againMs;
  }
}
