import type { StuckRule } from '@springboard/contracts/team-map.ts';
import { dayOf } from '../paths/days.ts';

/**
 * Checks look by themselves whenever a terminal goes quiet, so failing a few times is how one works. This many looks over this long, and not one
 * check passed meanwhile, is more than that: a task of most labs is meant to take ten minutes.
 */
export const fewestFailures = 5;
export const failingMs = 20 * 60_000;

/** Who has opened every hint, the last of which mostly says what to do, needs less: a few more looks over the time that following it takes. */
export const fewestFailuresAfterHints = 3;
export const afterHintsMs = 10 * 60_000;

/** A day off or a day of other work is no sign; two in a row, with the due date gone by, are. */
export const idleMs = 48 * 3_600_000;

/** Looks of the check that failed most, since something passed. Those at nobody's doing (`backoff`) are not in it. */
export interface Failures {
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** What is known of an attempt that is under way. */
export interface OpenAttempt {
  /** Of its current task; null where none failed. */
  readonly failures: Failures | null;
  /** Those since the last hint of the task was opened; null while there is another hint, or the task has none. */
  readonly afterHints: Failures | null;
  readonly lastActivityAt: Date;
  /** Day until which its lab is due, where it is on a path. */
  readonly dueOn: string | null;
}

export interface Stuck {
  readonly rule: StuckRule;
  readonly since: Date;
  readonly failures: number;
}

/** Whether somebody is stuck, by which rule, and since when. The rule that says most of what would help comes first. */
export function stuckBy(attempt: OpenAttempt, now: Date): Stuck | null {
  const { failures, afterHints, lastActivityAt, dueOn } = attempt;
  if (afterHints && isMuch(afterHints, fewestFailuresAfterHints, afterHintsMs))
    return { rule: 'hints', since: afterHints.firstAt, failures: afterHints.count };
  if (failures && isMuch(failures, fewestFailures, failingMs))
    return { rule: 'failing', since: failures.firstAt, failures: failures.count };
  const overdue = dueOn !== null && dueOn < dayOf(now);
  if (overdue && now.getTime() - lastActivityAt.getTime() >= idleMs)
    return { rule: 'idle', since: lastActivityAt, failures: 0 };
  return null;
}

/** From the first look to the last: time after it, in which nobody looked, says nothing. */
function isMuch({ count, firstAt, lastAt }: Failures, fewest: number, longMs: number): boolean {
  return count >= fewest && lastAt.getTime() - firstAt.getTime() >= longMs;
}
