import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import { changeAttempt, findAttempt } from '@springboard/db/repositories/attempts.ts';
import { clearRunning } from '@springboard/db/repositories/grading.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { Context } from '../context.ts';
import { saveAfterTask } from '../environments/changes/save-after-task.ts';
import { arrangePausesMs } from './arrange.ts';
import { environmentRests, findGradable, type Gradable } from './gradable.ts';
import { runTaskOf, type TaskRun } from './run-current-task.ts';
import { type AfterRun, claimRunOf, scheduleAfterRun, wakeIfDue } from './schedule.ts';

/** *Finish* waits so long for a run that is under way, in milliseconds; others leave their wish and go. */
const finishWaitsMs = 10_000;

export interface GradeOptions {
  /** Pauses between tries of making a fault, in milliseconds. */
  readonly arrangePausesMs: readonly number[];
}

/**
 * Runs the current task's open checks and stores the verdicts; when the task passes, a save point is made, then the next one's fault, and
 * only then its checks run. Only one run of an attempt at a time: a trigger that comes during one causes one more right after.
 * `activity` and `backoff` do nothing before the time that stands in the attempt. Rejects with the signal's reason when
 * told to end; verdicts that were there by then are stored.
 */
export async function gradeAttempt(
  ctx: Context,
  attemptId: string,
  trigger: CheckTrigger,
  signal: AbortSignal,
  options: GradeOptions = { arrangePausesMs },
): Promise<void> {
  const locked = await withLock(
    ctx.db,
    `grade:${attemptId}`,
    (lost) => run(ctx, attemptId, trigger, AbortSignal.any([signal, lost]), options),
    { waitMs: trigger === 'finish' ? finishWaitsMs : 0 },
  );
  // Whoever came while the lock was held has left the wish in the row; it is looked for after the lock is free.
  if (locked.acquired && trigger !== 'finish') await wakeIfDue(ctx, attemptId);
}

async function run(
  ctx: Context,
  attemptId: string,
  trigger: CheckTrigger,
  signal: AbortSignal,
  options: GradeOptions,
): Promise<void> {
  // The wish stays in the row: it is taken up when the environment is ready again.
  if (trigger !== 'finish' && (await environmentRests(ctx.db, attemptId))) return;
  const claim = await ctx.db.transaction((tx) => claimRunOf(ctx, tx, attemptId, trigger));
  if (!claim) return;
  const counted = claim.asked && trigger !== 'finish' ? 'asked' : trigger;
  // Of a run that was cut off nobody knows what it left: it is looked at again.
  let next: AfterRun = 'in any case';
  try {
    const first = await findGradable(ctx.db, attemptId);
    const ended = first && (await runTasks(ctx, first, counted, signal, options));
    next = ended === null ? 'never' : ended === 'unprepared' ? 'in any case' : 'by activity';
  } finally {
    if (trigger !== 'finish') {
      await ctx.db.transaction((tx) => scheduleAfterRun(ctx, tx, attemptId, claim, next));
      await tidy(ctx, attemptId);
    }
  }
}

async function runTasks(
  ctx: Context,
  first: Gradable,
  trigger: CheckTrigger,
  signal: AbortSignal,
  options: GradeOptions,
): Promise<TaskRun> {
  let gradable: Gradable | null = first;
  let counted = trigger;
  let ended: TaskRun = 'open';
  while (gradable) {
    ended = await runTaskOf(ctx, gradable, counted, signal, options.arrangePausesMs);
    if (ended !== 'passed' || trigger === 'finish') return ended;
    await saveAfterTask(ctx, gradable);
    // The press of the button was for the task before.
    counted = 'activity';
    gradable = await findGradable(ctx.db, gradable.attempt.id);
  }
  return ended;
}

/** A check that was cut off is not running any more. */
async function tidy(ctx: Context, attemptId: string): Promise<void> {
  if (!(await findAttempt(ctx.db, attemptId))) return;
  await ctx.db.transaction(async (tx) => {
    if (await clearRunning(tx, attemptId)) await changeAttempt(tx, attemptId);
  });
}
