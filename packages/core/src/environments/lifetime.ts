import type { Limits } from '../context.ts';

/** When an environment began to live for its person, and when it is to end; the end moves on while it is paused. */
export interface Lifetime {
  readonly readyAt: Date;
  readonly expiresAt: Date;
  /** How long it has been paused by now, in milliseconds; that does not count. */
  readonly pausedMs: number;
}

type PauseLimits = Pick<Limits, 'pausedForMs'>;

/**
 * All pauses of an environment together last at most so many times as long as a single one: paused time does not count against its life, so one
 * that is paused again and again would live for ever.
 */
const pausesInAll = 2;
/** Less than this is no pause worth beginning, in milliseconds. */
const leastPauseMs = 3_600_000;

export function longestPausedMs({ pausedForMs }: PauseLimits): number {
  return pausesInAll * pausedForMs;
}

/** Until when it is kept that was paused at `pausedAt`, and for `pausedMs` in all before. */
export function keptUntil(
  { pausedAt, pausedMs }: { readonly pausedAt: Date; readonly pausedMs: number },
  limits: PauseLimits,
): Date {
  const left = Math.max(0, longestPausedMs(limits) - pausedMs);
  return new Date(pausedAt.getTime() + Math.min(limits.pausedForMs, left));
}

/** Whether it may be paused once more. */
export function mayPause(pausedMs: number, limits: PauseLimits): boolean {
  return longestPausedMs(limits) - pausedMs >= Math.min(leastPauseMs, limits.pausedForMs);
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
