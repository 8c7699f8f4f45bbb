/** First pause before a new connection, doubled up to the longest: a gateway restart takes about a second. */
const firstMs = 250;
const longestMs = 10_000;

/** Milliseconds to wait before try `attempt` (1 is the first), spread by ±25 % so that many pages do not come at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 16));
  return Math.round(base * (0.75 + random() * 0.5));
}
