import type { Transaction } from '@springboard/db/client.ts';
import {
  type AttemptRow,
  changeAttempt,
  findAttemptOfEnvironment,
} from '@springboard/db/repositories/attempts.ts';
import { clearRunning } from '@springboard/db/repositories/grading.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../../context.ts';
import { owesArrange } from '../../grading/task-status.ts';
import { beginWatch } from '../../grading/watch.ts';

/** A run of checks that is under way gets so long to end before its environment stands still, in milliseconds. */
const gradingEndsWithinMs = 3_000;

/** Lets an environment stand still while no check looks at it: `work` begins when the run under way has ended, or soon anyway. */
export async function whileGradingRests(
  ctx: Context,
  environmentId: string,
  work: () => Promise<void>,
): Promise<void> {
  const attempt = await findAttemptOfEnvironment(ctx.db, environmentId);
  if (!attempt) return work();
  const held = await withLock(ctx.db, `grade:${attempt.id}`, work, { waitMs: gradingEndsWithinMs });
  // A check that is frozen in its midst says nothing that counts: its environment is not ready then.
  if (!held.acquired) await work();
}

/** Waits for the run of checks that is under way; the environment's state keeps further ones from beginning. */
export async function untilGradingRests(ctx: Context, environmentId: string): Promise<void> {
  const attempt = await findAttemptOfEnvironment(ctx.db, environmentId);
  if (attempt) await withLock(ctx.db, `grade:${attempt.id}`, async () => {}, { waitMs: gradingEndsWithinMs });
}

/** Checks rest from here on; a press of *Check* is remembered. */
export async function restGrading(tx: Transaction, attemptId: string): Promise<void> {
  await clearRunning(tx, attemptId);
  await changeAttempt(tx, attemptId, { nextGradeAt: null });
}

/** The environment is ready again: checks go on where they were, at once if the learner was at work or a fault is still to be made. */
export async function resumeGrading(
  ctx: Context,
  tx: Transaction,
  attempt: AttemptRow,
  change: Parameters<typeof changeAttempt>[2] = {},
): Promise<void> {
  const lastActivityAt = change.lastActivityAt ?? attempt.lastActivityAt;
  const arrangedTasks = change.arrangedTasks ?? attempt.arrangedTasks;
  const atWork = attempt.gradeAsked || lastActivityAt !== null;
  const goesOn = atWork || (await owesArrange(tx, { ...attempt, arrangedTasks }));
  await changeAttempt(tx, attempt.id, { ...change, nextGradeAt: goesOn ? ctx.clock() : null });
  await beginWatch(ctx, tx, attempt);
  if (!goesOn) return;
  const trigger = attempt.gradeAsked ? 'asked' : 'activity';
  await ctx.enqueue(tx, 'attempt.grade', { attemptId: attempt.id, trigger });
}
