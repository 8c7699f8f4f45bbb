import { setTimeout as sleep } from 'node:timers/promises';
import { findAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import {
  type EnvironmentRow,
  findEnvironment,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import type { Context } from '../context.ts';
import { applyChange } from '../environments/changes/change.ts';
import { askForResume } from '../environments/changes/resume.ts';
import type { ChangeOptions } from '../environments/changes/run.ts';
import { gradeAttempt } from '../grading/grade-attempt.ts';
import { lookAtHeld } from '../grading/hold.ts';
import { owesLook } from '../grading/task-status.ts';
import { watchInvariants } from '../grading/watch.ts';
import { throwFailed } from '../settled.ts';

/** The last look takes no longer, whatever a check would like, in milliseconds. */
const lookForMs = 15_000;
/** A paused environment wakes in a second and is healthy in a few; after this the attempt ends without the look, in milliseconds. */
const wakeWithinMs = 20_000;
/** Somebody waits for it: tries are fewer than usual. */
const wakeOptions: ChangeOptions = {
  retryPausesMs: [500],
  engineMs: 15_000,
  rewindMs: 15_000,
  healthyAfterThawMs: 10_000,
  healthyAfterBootMs: 10_000,
};
/** From one look at what somebody else does to the environment to the next, in milliseconds. */
const pollMs = 200;

/**
 * Looks at an attempt one last time, before its environment is given up. One that is paused is woken for it: what was done right before the pause
 * may not have been seen. False when it could not be looked at; what passed before counts then. What has to hold at *finish* is
 * looked at only when the attempt itself ends.
 */
export async function lookOneLastTime(
  ctx: Context,
  attemptId: string,
  stop: AbortSignal,
  ends: 'attempt' | 'environment',
): Promise<boolean> {
  try {
    if (!(await owesLook(ctx.db, attemptId))) return true;
    await wake(ctx, attemptId, AbortSignal.any([stop, AbortSignal.timeout(wakeWithinMs)]));
    const ready = await isReady(ctx, attemptId);
    const signal = AbortSignal.any([stop, AbortSignal.timeout(lookForMs)]);
    // One that is too slow keeps nothing back of what the others saw.
    const looks = await Promise.allSettled([
      gradeAttempt(ctx, attemptId, 'finish', signal),
      ...(ends === 'attempt' ? [lookAtHeld(ctx, attemptId, signal)] : []),
      watchInvariants(ctx, attemptId, signal, 'now'),
    ]);
    throwFailed(looks);
    return ready;
  } catch (error) {
    ctx.log.warn(
      { err: error, attemptId },
      'The last look at an attempt came to no end; what passed before counts.',
    );
    return false;
  }
}

async function isReady(ctx: Context, attemptId: string): Promise<boolean> {
  return (await environmentOf(ctx, attemptId))?.state === 'ready';
}

async function environmentOf(ctx: Context, attemptId: string): Promise<EnvironmentRow | undefined> {
  const attempt = await findAttempt(ctx.db, attemptId);
  if (attempt?.state !== 'active' || attempt.environmentId === null) return undefined;
  return findEnvironment(ctx.db, attempt.environmentId);
}

/** Waits until nothing is being done to the environment, and wakes it once if it is paused. What cannot be woken stays so. */
async function wake(ctx: Context, attemptId: string, signal: AbortSignal): Promise<void> {
  let asked = false;
  for (;;) {
    const row = await environmentOf(ctx, attemptId);
    if (!row || !isOnItsWay(row)) return;
    const rests = row.state === 'paused' ? row.course !== 'resume' : row.state === 'ready';
    if (rests && asked) return;
    if (rests) {
      await askToWake(ctx, attemptId, row.id);
      asked = true;
    }
    // Here rather than by a job: who finishes waits, also while all workers are at other work.
    await applyChange(ctx, { environmentId: row.id }, signal, wakeOptions);
    const after = await environmentOf(ctx, attemptId);
    if (after?.state === row.state && after.course === row.course && !signal.aborted)
      await sleep(pollMs, undefined, { signal });
    signal.throwIfAborted();
  }
}

/** Whether it is ready again in a moment, or by being asked; a pause that is about to come counts as one. */
function isOnItsWay({ state, pauseReason }: EnvironmentRow): boolean {
  return state === 'paused' || state === 'saving' || (state === 'ready' && pauseReason !== null);
}

async function askToWake(ctx: Context, attemptId: string, environmentId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, attemptId);
    const row = await lockEnvironment(tx, environmentId);
    if (attempt?.state === 'active' && row) await askForResume(ctx, tx, row);
  });
}
