import type { EnvironmentView } from '@springboard/contracts/environments.ts';

/** How near the end of an environment is: nothing to say, warned of, or about to happen. */
export type Urgency = 'calm' | 'soon' | 'now';

const minute = 60_000;
/** The two warnings, in ms before the end. */
export const warnings = { soon: 15 * minute, now: 5 * minute } as const;

export function urgency(leftMs: number): Urgency {
  if (leftMs <= warnings.now) return 'now';
  return leftMs <= warnings.soon ? 'soon' : 'calm';
}

/**
 * Milliseconds until the environment is taken away; null when it has no end. While it is paused its end moves on with the clock, so what
 * is left is counted from `seenAt`, when that end was told, and stands still. Both in ms since the epoch.
 */
export function timeLeft(environment: EnvironmentView, now: number, seenAt: number): number | null {
  if (environment.expiresAt === null) return null;
  return Math.max(0, Date.parse(environment.expiresAt) - (environment.pause === null ? now : seenAt));
}

/** Whether more time can be had: `not-now` while it is not at work and nobody can tell. */
export function extension({ state, canExtend, pause }: EnvironmentView): 'yes' | 'never' | 'not-now' {
  if (pause !== null) return 'not-now';
  if (canExtend) return 'yes';
  return state === 'ready' || state === 'saving' ? 'never' : 'not-now';
}

/** Why there is no more time to be had, and what there is instead. */
export const noExtension =
  'It ends when an environment has lived as long as it may, so there is no more to extend. What you have passed is stored, and a reset gives you a fresh one.';
