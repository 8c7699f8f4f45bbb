import { randomBytes, randomUUID } from 'node:crypto';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptSummary, AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { countUseOf } from '@springboard/db/repositories/active-time.ts';
import {
  changeAttempt,
  findActiveAttempt,
  findAttempt,
  insertAttempt,
  listAttemptsOf,
  lockPerson,
  nextAttemptNumber,
} from '@springboard/db/repositories/attempts.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import { clearRunning } from '@springboard/db/repositories/grading.ts';
import { findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { drawParams } from '@springboard/lab-format/params.ts';
import { authorize, notFound, requireStillHere } from './access.ts';
import { lockOwnActive, ownAttempt, readableAttempt, requireActive } from './attempts/access.ts';
import { lookOneLastTime } from './attempts/last-look.ts';
import { requireRoom } from './attempts/limit.ts';
import { notReady } from './attempts/own-environment.ts';
import { loadProgress, scoreOf } from './attempts/progress.ts';
import { replaceEnvironment } from './attempts/replace-environment.ts';
import { summarize, viewAttempt } from './attempts/view.ts';
import { audit, system } from './audit.ts';
import type { Context } from './context.ts';
import { insertPlanned, planEnvironment } from './environments/create.ts';
import { releaseEnvironment } from './environments/release.ts';
import { currentTask, isDone, loadTaskStates } from './grading/progress.ts';
import { askForRun } from './grading/schedule.ts';
import { isPreparing, notThisTask, stillPreparing } from './grading/task-status.ts';
import { activeTime } from './health/active-time.ts';
import { requireGround } from './labs/availability.ts';
import { loadDefinition, maxScoreOf } from './labs/definitions.ts';

/**
 * Starts an attempt at a lab: its row, its wanted environment and the job that makes it, in one transaction. An active
 * attempt at the same lab is answered instead. `classId`: the platform starts it for the person, since that class begins.
 * Errors: `not-found`, `lab-unavailable`, `limit-reached`.
 */
export async function startAttempt(
  ctx: Context,
  actor: Actor,
  input: { readonly lab: string; readonly classId?: string },
): Promise<AttemptView> {
  authorize(actor, 'attempt.own.write');
  const active = await findActiveAttempt(ctx.db, actor.personId, input.lab);
  if (active) return viewAttempt(ctx, active.id);
  const labVersionId = await findPublishedVersion(ctx.db, input.lab);
  if (labVersionId === undefined) throw notFound('lab');
  const { lab, classId } = input;
  return startOnVersion(ctx, actor, lab, { labVersionId, preview: false, ...(classId && { classId }) });
}

/** The same on a version that need not be published. The caller has asked whether the person may. */
export async function startOnVersion(
  ctx: Context,
  actor: Actor,
  slug: string,
  version: { readonly labVersionId: string; readonly preview: boolean; readonly classId?: string },
): Promise<AttemptView> {
  const { labVersionId, preview, classId } = version;
  const definition = await loadDefinition(ctx.db, labVersionId);
  const ground = await requireGround(ctx, definition.environment);
  const plan = await planEnvironment(ctx, ground.topology, ground.images);
  const seed = randomBytes(16).toString('hex');

  const id = await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, actor.personId);
    await requireStillHere(tx, actor);
    const meanwhile = await findActiveAttempt(tx, actor.personId, slug);
    if (meanwhile) return meanwhile.id;
    await requireRoom(ctx, tx, actor.personId);
    const attemptId = randomUUID();
    await insertPlanned(ctx, tx, plan, actor.personId);
    await insertAttempt(tx, {
      id: attemptId,
      personId: actor.personId,
      slug,
      labVersionId,
      preview,
      number: await nextAttemptNumber(tx, actor.personId, slug),
      state: 'active',
      seed,
      params: { ...drawParams(definition.params, seed) },
      environmentId: plan.id,
      startedAt: ctx.clock(),
      maxScore: maxScoreOf(definition),
    });
    await changeAttempt(tx, attemptId);
    const detail = { lab: slug, preview, environmentId: plan.id, ...(classId && { classId }) };
    const by = classId === undefined ? actor : system;
    await audit(tx, by, 'attempt.start', { kind: 'attempt', id: attemptId }, detail);
    return attemptId;
  });
  return viewAttempt(ctx, id);
}

/** The whole workspace of an attempt: one's own, or anybody's with the right to read it. Errors: `not-found`. */
export async function getAttempt(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  await readableAttempt(ctx.db, actor, id);
  return viewAttempt(ctx, id);
}

/** The person's own attempts, newest first. */
export async function listAttempts(ctx: Context, actor: Actor): Promise<AttemptSummary[]> {
  authorize(actor, 'attempt.own.read');
  return summarize(ctx.db, await listAttemptsOf(ctx.db, actor.personId));
}

/**
 * Looks one last time, stores the score and gives the environment back. Finishing twice answers the same. Takes up to
 * 15 s when a check does, and some more where a paused environment is woken for it. Errors: `not-found`; `conflict` while the attempt is being finished already.
 */
export async function finishAttempt(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  const found = await ownAttempt(ctx.db, actor, id);
  if (found.state === 'finished') return viewAttempt(ctx, id);
  requireActive(found);
  const locked = await withLock(ctx.db, `finish:${id}`, (lost) => lookAndFinish(ctx, actor, id, lost));
  if (!locked.acquired)
    throw new ProblemError('conflict', 'This attempt is being finished already', {
      detail: 'Its last look is under way. Nothing else was changed.',
      remedy: 'Wait a few seconds: its score appears by itself.',
    });
  return viewAttempt(ctx, id);
}

async function lookAndFinish(ctx: Context, actor: Actor, id: string, lost: AbortSignal): Promise<void> {
  if ((await findAttempt(ctx.db, id))?.state !== 'active') return;
  const looked = await lookOneLastTime(ctx, id, lost, 'attempt');
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnActive(tx, actor, id);
    const { score } = scoreOf(await loadProgress(tx, row));
    await clearRunning(tx, id);
    if (row.environmentId !== null)
      await releaseEnvironment(ctx, tx, row.environmentId, { reason: 'finished', actor: actor.personId });
    await changeAttempt(tx, id, { state: 'finished', finishedAt: ctx.clock(), score, nextGradeAt: null });
    await countUseOf(tx, [id], activeTime(ctx));
    await audit(
      tx,
      actor,
      'attempt.finish',
      { kind: 'attempt', id },
      { score, maxScore: row.maxScore, looked },
    );
  });
}

/**
 * A fresh environment, whatever state the present one is in; what passed stays passed, the current task's fault is made
 * anew. Errors: `not-found`, `attempt-over`, `lab-unavailable`, `limit-reached`.
 */
export async function resetEnvironment(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  await replaceEnvironment(ctx, actor, id, 'reset');
  return viewAttempt(ctx, id);
}

/** A new environment where the present one failed, was lost or ended. Errors: as `resetEnvironment`, and `conflict`. */
export async function retryEnvironment(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  await replaceEnvironment(ctx, actor, id, 'retry');
  return viewAttempt(ctx, id);
}

/**
 * The *Check* button: runs the current task's open checks at once, and counts a try when they say *not yet*. A task
 * that has passed needs no look. Errors: `not-found`, `attempt-over`, `environment-not-ready`, `conflict`.
 */
export async function requestCheck(ctx: Context, actor: Actor, id: string, taskId: string): Promise<void> {
  await ownAttempt(ctx.db, actor, id);
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnActive(tx, actor, id);
    const definition = await loadDefinition(tx, row.labVersionId);
    const task = definition.tasks.find((one) => one.id === taskId);
    if (!task) throw notFound('task');
    const states = await loadTaskStates(tx, id);
    if (isDone(task, states)) return;
    if (currentTask(definition, states) !== task) throw notThisTask();
    const environment = row.environmentId === null ? undefined : await findEnvironment(tx, row.environmentId);
    // A save takes a moment; the run follows right after.
    if (environment?.state !== 'ready' && environment?.state !== 'saving') throw notReady();
    const { arrangedTasks } = row;
    if (isPreparing(task, { ...states, arrangedTasks, environment: environment.state }))
      throw stillPreparing();
    await askForRun(ctx, tx, id);
  });
}
