import type { AttemptSummary, AttemptView } from '@springboard/contracts/attempts.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};

/** Starts an attempt at a lab; an active attempt at the same lab is returned instead. Errors: `not-found`, `lab-unavailable`, `limit-reached`. */
export async function startAttempt(
  _ctx: Context,
  _actor: Actor,
  _input: { lab: string },
): Promise<AttemptView> {
  return notYet();
}

/** The whole workspace of an attempt. Own attempts; any with `attempt.any.read`. Errors: `not-found`. */
export async function getAttempt(_ctx: Context, _actor: Actor, _id: string): Promise<AttemptView> {
  return notYet();
}

/** The person's own attempts, newest first. */
export async function listAttempts(_ctx: Context, _actor: Actor): Promise<AttemptSummary[]> {
  return notYet();
}

/** Grades one last time, stores the score, and gives the environment back. Errors: `not-found`, `attempt-over`. */
export async function finishAttempt(_ctx: Context, _actor: Actor, _id: string): Promise<AttemptView> {
  return notYet();
}

/** A fresh environment for the attempt; what passed stays passed. Errors: `not-found`, `attempt-over`, `lab-unavailable`. */
export async function resetEnvironment(_ctx: Context, _actor: Actor, _id: string): Promise<AttemptView> {
  return notYet();
}

/** A new environment after `failed` or `lost`. Errors: `not-found`, `attempt-over`, `conflict`, `lab-unavailable`. */
export async function retryEnvironment(_ctx: Context, _actor: Actor, _id: string): Promise<AttemptView> {
  return notYet();
}

/** One hour more. Errors: `not-found`, `attempt-over`, `environment-not-ready`, `limit-reached`. */
export async function extendEnvironment(_ctx: Context, _actor: Actor, _id: string): Promise<AttemptView> {
  return notYet();
}

/** Opens a hint, in order; its cost is taken once. Errors: `not-found`, `attempt-over`, `conflict`. */
export async function openHint(
  _ctx: Context,
  _actor: Actor,
  _id: string,
  _taskId: string,
  _index: number,
): Promise<AttemptView> {
  return notYet();
}

/** The *Check* button: runs the task's checks soon and counts a try if they say *not yet*. Errors: `not-found`, `attempt-over`, `environment-not-ready`, `conflict`. */
export async function requestCheck(
  _ctx: Context,
  _actor: Actor,
  _id: string,
  _taskId: string,
): Promise<void> {
  return notYet();
}
