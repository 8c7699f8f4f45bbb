import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, changeAttempt } from '@springboard/db/repositories/attempts.ts';
import { type EnvironmentRow, lockEnvironment } from '@springboard/db/repositories/environments.ts';
import type { Context } from '../context.ts';
import { lockOwnActive, ownAttempt } from './access.ts';
import { viewAttempt } from './view.ts';

/** What a use case needs that changes the environment of the person's own attempt; both are locked. */
export interface OwnEnvironment {
  readonly tx: Transaction;
  readonly attempt: AttemptRow;
  readonly environment: EnvironmentRow;
}

/**
 * Does `work` on the environment of the person's own active attempt, announces the attempt and answers its view. What the person does here is
 * activity, too. Errors: `not-found`, `attempt-over`, and `environment-not-ready` without an environment.
 */
export async function changeOwnEnvironment(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  work: (own: OwnEnvironment) => Promise<void>,
): Promise<AttemptView> {
  await ownAttempt(ctx.db, actor, attemptId);
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockOwnActive(tx, actor, attemptId);
    const environment =
      attempt.environmentId === null ? undefined : await lockEnvironment(tx, attempt.environmentId);
    if (!environment) throw notReady();
    await work({ tx, attempt, environment });
    await changeAttempt(tx, attemptId, environment.readyAt ? { lastActivityAt: ctx.clock() } : {});
  });
  return viewAttempt(ctx, attemptId);
}

export function notReady(): ProblemError {
  return new ProblemError('environment-not-ready', 'The environment is not ready', {
    detail: 'This needs an environment that is ready. Nothing was changed.',
    remedy:
      'Wait until its last stage is done, or resume it if it is paused; if it failed or ended, get a fresh one with Reset.',
  });
}

/** Something else is being done to the environment at this moment. */
export function busy(what: string): ProblemError {
  return new ProblemError('conflict', `The environment is ${what}`, {
    detail: 'One change after the other. Nothing else was changed.',
    remedy: 'Try again in a few seconds, when that is done.',
  });
}
