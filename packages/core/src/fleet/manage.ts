import type { Actor } from '@springboard/contracts/actor.ts';
import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { EnvironmentDetail } from '@springboard/contracts/fleet.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { findAttemptOfEnvironment, lockAttempt, lockPerson } from '@springboard/db/repositories/attempts.ts';
import {
  type EnvironmentRow,
  findEnvironment,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import { authorize, notFound } from '../access.ts';
import { giveFreshEnvironment } from '../attempts/replace-environment.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from '../environments/admission/ask.ts';
import { planEnvironment } from '../environments/create.ts';
import { releaseEnvironment } from '../environments/release.ts';
import { requireGround } from '../labs/availability.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { environmentDetail } from './detail.ts';

/** What its learner reads of an environment that an operator took away. */
const ended = {
  title: 'An operator ended this environment',
  detail:
    'It was taken down. Everything you have passed is kept, and the attempt is still yours to go on with.',
  remedy: 'Reset gives you a fresh environment. If you do not know why it ended, ask an operator.',
};

/** States in which an environment works as its learner wants it, or waits its turn: nothing to try again. */
const fine: readonly EnvironmentState[] = ['queued', 'ready', 'paused'];

/**
 * Puts right what failed, was lost or is stuck: an attempt gets a new environment in the place of this one, one of a pool
 * is taken down and the pool makes another. Answers the environment that takes its place, or the pool's own. What was
 * passed stays passed. Errors: `not-found`, `conflict` when it works or belongs to nobody, `lab-unavailable`.
 */
export async function retryEnvironmentAsOperator(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<EnvironmentDetail> {
  authorize(actor, 'environment.any.manage');
  const row = await requireEnvironment(ctx, id);
  if (row.purpose === 'pool') {
    await endEnvironment(ctx, actor, row, 'environment.operator-retry');
    return environmentDetail(ctx, id);
  }
  if (fine.includes(row.state)) throw works(row.state);
  const attempt = await findAttemptOfEnvironment(ctx.db, id);
  if (attempt?.state !== 'active') throw nobodys();
  const definition = await loadDefinition(ctx.db, attempt.labVersionId);
  const ground = await requireGround(ctx, definition.environment);
  const plan = await planEnvironment(ctx, ground.topology, ground.images);
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, attempt.personId);
    const locked = await lockAttempt(tx, attempt.id);
    if (locked?.state !== 'active' || locked.environmentId !== id) throw nobodys();
    const now = await lockEnvironment(tx, id);
    if (now && fine.includes(now.state)) throw works(now.state);
    await giveFreshEnvironment(ctx, tx, locked, { plan, reason: 'operator', actor: actor.personId });
    const detail = { to: plan.id, attemptId: attempt.id, state: row.state };
    await audit(tx, actor, 'environment.operator-retry', { kind: 'environment', id }, detail);
  });
  return environmentDetail(ctx, plan.id);
}

/**
 * Takes an environment down, whoever has it and whatever it is doing. Its attempt keeps what has passed and its learner is
 * told who ended it; a pool makes another. One that has ended is left as it is. Errors: `not-found`.
 */
export async function destroyEnvironmentAsOperator(ctx: Context, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'environment.any.manage');
  await endEnvironment(ctx, actor, await requireEnvironment(ctx, id), 'environment.operator-destroy');
}

/** In the operator's name; what has ended is left as it is. Whether the actor may is for the caller to know. */
export async function endEnvironment(
  ctx: Context,
  actor: Actor,
  row: EnvironmentRow,
  action: string,
): Promise<void> {
  const { id, purpose, state } = row;
  await ctx.db.transaction(async (tx) => {
    const why = { reason: 'operator', actor: actor.personId } as const;
    const problem = purpose === 'attempt' ? { problem: ended } : {};
    if (!(await releaseEnvironment(ctx, tx, id, { ...why, ...problem }))) return;
    await audit(tx, actor, action, { kind: 'environment', id }, { state, purpose });
    await askForAdmission(ctx, tx);
  });
}

async function requireEnvironment(ctx: Context, id: string): Promise<EnvironmentRow> {
  const row = await findEnvironment(ctx.db, id);
  if (!row) throw notFound('environment');
  return row;
}

function works(state: EnvironmentState): ProblemError {
  return new ProblemError('conflict', 'There is nothing to try again', {
    detail: `This environment is ${state}: it has not failed, and its learner may be at work in it. Nothing was changed.`,
    remedy: 'To take it away all the same, destroy it; its learner gets a fresh one with Reset.',
  });
}

function nobodys(): ProblemError {
  return new ProblemError('conflict', 'Nobody waits for this environment', {
    detail: 'Its attempt is over, or has another environment by now. Nothing was changed.',
    remedy: 'If the engine still holds something of it, destroy it; otherwise there is nothing to do.',
  });
}
