import type { Limits } from '../context.ts';

/** When an environment began to live for its person, and when it is to end; the end moves on while it is paused. */
export interface Lifetime {
  readonly readyAt: Date;
  readonly expiresAt: Date;
  /** How long it has been paused by now, in milliseconds; that does not count. */
  readonly pausedMs: number;
}

/**
 * The new end after one extension; null when there is none left to give. A reset makes another environment, whose life counts
 * anew: who begins afresh has the whole time before them.
 */
export function extended(
  { readyAt, expiresAt, pausedMs }: Lifetime,
  limits: Pick<Limits, 'extensionMs' | 'longestLifeMs'>,
): Date | null {
  const latest = readyAt.getTime() + pausedMs + limits.longestLifeMs;
  if (expiresAt.getTime() >= latest) return null;
  return new Date(Math.min(expiresAt.getTime() + limits.extensionMs, latest));
}
