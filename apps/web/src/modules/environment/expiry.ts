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
 * Milliseconds until the environment is taken away; null when it has no end. While it is paused its time stands still: what was left when
 * the pause began is left. `now` in ms since the epoch.
 */
export function timeLeft(environment: EnvironmentView, now: number): number | null {
  if (environment.expiresAt === null) return null;
  const since = environment.pause === null ? now : Date.parse(environment.pause.since);
  return Math.max(0, Date.parse(environment.expiresAt) - since);
}

/** Why there is no more time to be had, and what there is instead. */
export const noExtension =
  'It ends when an environment has lived as long as it may, so there is no more to extend. What you have passed is stored, and a reset gives you a fresh one.';
