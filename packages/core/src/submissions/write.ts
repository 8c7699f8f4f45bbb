import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { countWords, type DraftSaved, type DraftText } from '@springboard/contracts/submissions.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, changeAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import {
  insertSubmission,
  listReviewRows,
  type ReviewRow,
  saveDraft,
} from '@springboard/db/repositories/submissions.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';
import { notFound } from '../access.ts';
import { ownAttempt, requireActive } from '../attempts/access.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { currentTask, isDone, loadTaskStates } from '../grading/progress.ts';
import { askForNextTask } from '../grading/schedule.ts';
import { notThisTask } from '../grading/task-status.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { tellOfWork } from '../notices/reviews.ts';
import { asksForSecond } from './second-reviewer.ts';
import { isReviewed, type ReviewedTask } from './work.ts';

/**
 * Keeps what a learner is writing. The draft that it goes on from is named, so that two windows never overwrite each other. Errors:
 * `not-found`, `attempt-over`, `conflict`.
 */
export async function saveTaskDraft(
  ctx: Context,
  actor: Actor,
  id: string,
  taskId: string,
  { text, revision }: DraftText,
): Promise<DraftSaved> {
  await ownAttempt(ctx.db, actor, id);
  return ctx.db.transaction(async (tx) => {
    const { row } = await lockWritable(tx, actor, id, taskId);
    const saved = await saveDraft(tx, { attemptId: id, taskId, text, revision, savedAt: ctx.clock() });
    if (!saved) throw changedElsewhere();
    // Who writes is there: it puts off the pause for want of use, like a click.
    if (row.state === 'active' && row.readyAt) await changeAttempt(tx, id, { lastActivityAt: ctx.clock() });
    return { revision: saved.revision, savedAt: saved.savedAt.toISOString() };
  });
}

/**
 * Hands the text in: it stays as it is, waits for a reviewer, and the next task begins. Returned work is handed in again, also when the attempt is
 * over. Errors: `not-found`, `attempt-over`, `conflict`, `invalid-input`.
 */
export async function handIn(
  ctx: Context,
  actor: Actor,
  id: string,
  taskId: string,
  { text, revision }: DraftText,
): Promise<AttemptView> {
  await ownAttempt(ctx.db, actor, id);
  await ctx.db.transaction(async (tx) => {
    const { row, task, versions } = await lockWritable(tx, actor, id, taskId);
    refuseUnfinished(task, text, row.params);
    const at = ctx.clock();
    const version = versions + 1;
    if (!(await saveDraft(tx, { attemptId: id, taskId, text, revision, savedAt: at })))
      throw changedElsewhere();
    const reviewers = (await asksForSecond(tx, row.personId, row.slug)) ? 2 : 1;
    const peers = task.kind === 'written' && task.review === 'peer';
    await insertSubmission(tx, { attemptId: id, taskId, version, text, handedInAt: at, reviewers, peers });
    await changeAttempt(tx, id, row.state === 'active' && row.readyAt ? { lastActivityAt: at } : {});
    await audit(tx, actor, 'submission.hand-in', { kind: 'attempt', id }, { taskId, version });
    await tellOfWork(ctx, tx, {
      attempt: row,
      task,
      version,
      peers,
      reviewedBefore: await reviewersOf(tx, id, taskId),
    });
    if (version === 1) await askForNextTask(ctx, tx, id);
  });
  return viewAttempt(ctx, id);
}

/** The attempt, locked, and its task, which can be written: it is the current one, or its last version was returned. */
async function lockWritable(
  tx: Transaction,
  actor: Actor,
  id: string,
  taskId: string,
): Promise<{ row: AttemptRow; task: ReviewedTask; versions: number }> {
  const row = await lockAttempt(tx, id);
  if (!row || row.personId !== actor.personId) throw notFound('attempt');
  const definition = await loadDefinition(tx, row.labVersionId);
  const task = definition.tasks.find((one) => one.id === taskId);
  if (!task || !isReviewed(task)) throw notFound('task');
  const states = await loadTaskStates(tx, id);
  const [last] = states.submissions.filter((one) => one.taskId === taskId);
  if (row.state === 'abandoned' || last?.state !== 'returned') requireActive(row);
  if (last !== undefined && last.state !== 'returned') throw inReview();
  if (!isDone(task, states) && currentTask(definition, states) !== task) throw notThisTask();
  return { row, task, versions: last?.version ?? 0 };
}

/** Who said something of an earlier version: they know what they asked for. */
async function reviewersOf(tx: Transaction, attemptId: string, taskId: string): Promise<ReviewRow[]> {
  const reviews = await listReviewRows(tx, [attemptId]);
  return reviews.filter((one) => one.taskId === taskId);
}

function refuseUnfinished(task: ReviewedTask, text: string, params: Params): void {
  const words = countWords(text);
  const least = task.kind === 'written' ? task.minWords : 0;
  if (task.kind === 'written' && (words === 0 || text.trim() === renderParams(task.template, params).trim()))
    throw unfinished('There is nothing of yours in it yet.', 'Write it, and hand it in then.');
  if (words < least)
    throw unfinished(
      `It has ${words} ${words === 1 ? 'word' : 'words'}; this task asks for ${least} at least.`,
      'Write on, and hand it in then.',
    );
}

function unfinished(what: string, remedy: string): ProblemError {
  return new ProblemError('invalid-input', 'This cannot be handed in yet', {
    detail: `${what} Nothing was handed in; your draft is kept.`,
    remedy,
  });
}

function changedElsewhere(): ProblemError {
  return new ProblemError('conflict', 'This draft was changed somewhere else', {
    detail: 'Another window saved a newer version. What you see here was not saved over it.',
    remedy: 'Copy what you want to keep, then reload the page to see the newer one.',
  });
}

function inReview(): ProblemError {
  return new ProblemError('conflict', 'This was handed in already', {
    detail: 'A reviewer reads it as it is. Nothing was changed.',
    remedy: 'Go on with the next task; if it is returned to you, you can hand in another version.',
  });
}
