import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForPause } from '../environments/changes/pause.ts';
import { askForResume } from '../environments/changes/resume.ts';
import { busy, changeOwnEnvironment, notReady } from './own-environment.ts';

/**
 * Has the environment frozen as it stands; its time and the checks rest meanwhile. One that is paused, or about to be, is answered as it is.
 * Errors: `not-found`, `attempt-over`, `environment-not-ready`, `conflict`.
 */
export async function pauseEnvironment(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, environment }) => {
    const { state, course, pauseReason } = environment;
    if (state === 'rewinding') throw busy('going back to a save point');
    if (state === 'paused' && course === 'resume') throw busy('being woken');
    if (state === 'paused' || pauseReason === 'asked') return;
    if (state !== 'ready' && state !== 'saving') throw notReady();
    await askForPause(ctx, tx, environment.id, 'asked');
    await audit(tx, actor, 'environment.pause', { kind: 'environment', id: environment.id });
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
