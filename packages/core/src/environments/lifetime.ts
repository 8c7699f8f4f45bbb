const hour = 3_600_000;

/** An environment lives so long from the moment it is ready. */
export const readyForMs = 4 * hour;
/** What *extend* adds. */
export const extensionMs = hour;
/** However often it is extended, it ends so long after it was ready. */
export const longestLifeMs = 12 * hour;

/** The new end after one extension; null when there is none left to give. */
export function extended(readyAt: Date, expiresAt: Date): Date | null {
  const latest = readyAt.getTime() + longestLifeMs;
  if (expiresAt.getTime() >= latest) return null;
  return new Date(Math.min(expiresAt.getTime() + extensionMs, latest));
}
