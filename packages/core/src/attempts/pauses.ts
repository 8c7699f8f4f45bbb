import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { pausedMsOf } from '@springboard/db/repositories/pauses.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForPause } from '../environments/changes/pause.ts';
import { askForResume } from '../environments/changes/resume.ts';
import { longestPausedMs, mayPause } from '../environments/lifetime.ts';
import { busy, changeOwnEnvironment, notReady } from './own-environment.ts';
import { spokenTime } from './spoken-time.ts';

/**
 * Has the environment frozen as it stands; its time and the checks rest meanwhile. One that is paused, or about to be, is answered as it is.
 * Errors: `not-found`, `attempt-over`, `environment-not-ready`, `conflict`, `limit-reached` when its pauses are used up.
 */
export async function pauseEnvironment(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, environment }) => {
    const { state, course, pauseReason } = environment;
    if (state === 'rewinding') throw busy('going back to a save point');
    if (state === 'paused' && course === 'resume') throw busy('being woken');
    if (state === 'paused' || pauseReason === 'asked') return;
    if (state !== 'ready' && state !== 'saving') throw notReady();
    if (!mayPause(await pausedMsOf(tx, environment.id), ctx.limits)) throw pausesUsedUp(ctx.limits);
    await askForPause(ctx, tx, environment.id, 'asked');
    await audit(tx, actor, 'environment.pause', { kind: 'environment', id: environment.id });
  });
}

function pausesUsedUp(limits: Context['limits']): ProblemError {
  return new ProblemError('limit-reached', 'It cannot be paused any more', {
    detail: `All pauses of an environment together last at most ${spokenTime(longestPausedMs(limits))}, and those of this one are used up. It goes on as it is; what you have passed is kept.`,
    remedy:
      'Finish it, or go on until its time is over; Reset gives you a fresh one with all its time before it.',
  });
}

/**
 * Has a paused environment woken where it stood. One that is not paused is answered as it is. Errors: `not-found`, `attempt-over`,
 * `environment-not-ready`.
 */
export async function resumeEnvironment(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, environment }) => {
    const { state, course, pauseReason } = environment;
    if (state !== 'paused' && state !== 'ready' && state !== 'saving') throw notReady();
    const asks = state === 'paused' ? course !== 'resume' : pauseReason !== null;
    if (!asks) return;
    await askForResume(ctx, tx, environment);
    await audit(tx, actor, 'environment.resume', { kind: 'environment', id: environment.id });
  });
}
