import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { recordedFrom } from '@springboard/contracts/recordings.ts';
import {
  type LineCommentChange,
  type LineCommentInput,
  linesOf,
  type MomentCommentInput,
  type SubmissionView,
} from '@springboard/contracts/submissions.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { changeAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { deleteComment, insertComment, setSettled } from '@springboard/db/repositories/line-comments.ts';
import { isSent, type ReviewedSubmissionRow } from '@springboard/db/repositories/submissions.ts';
import { notFound } from '../access.ts';
import type { Context } from '../context.ts';
import { listRecordingFiles } from '../recordings/files.ts';
import { type FoundWork, findWork } from './find-work.ts';
import { mayReview } from './outcome.ts';
import { getReview } from './review.ts';
import { reviewingOf } from './reviewers.ts';

/** A version that has more was read by a machine. */
const mostComments = 500;
/** A recording counts its own time, in rounded steps: what it plays last may lie so much behind the last write to its file, in milliseconds. */
const clockSlackMs = 5_000;

/**
 * Comments on lines of the newest version while it waits for the person's review. It is kept at once, and its writer sees it with the review.
 * Errors: `not-found`, `conflict`, `invalid-input`.
 */
export async function commentOnLines(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  { version, fromLine, toLine, text }: LineCommentInput,
): Promise<SubmissionView> {
  return change(ctx, actor, attemptId, taskId, async (tx, { versions, peer }) => {
    const [submission] = versions;
    if (submission.version !== version || !mayReview(submission, { personId: actor.personId, peer }))
      throw notYours();
    const lines = linesOf(submission.text).length;
    if (toLine > lines || submission.comments.length >= mostComments) throw noSuchLines(lines);
    await insertComment(tx, {
      attemptId,
      taskId,
      version,
      authorId: actor.personId,
      fromLine,
      toLine,
      text,
      at: ctx.clock(),
    });
  });
}

/**
 * Comments on a moment of what the writer's terminal printed, while the newest version waits for the person's review; kept and sent as those on lines.
 * Errors: as there; `invalid-input` also where the work is not recorded, or the recording is of another node or does not last so long.
 */
export async function commentOnMoment(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  { version, recording, moment, text }: MomentCommentInput,
): Promise<SubmissionView> {
  return change(ctx, actor, attemptId, taskId, async (tx, { task, versions, peer }) => {
    const [submission] = versions;
    if (submission.version !== version || !mayReview(submission, { personId: actor.personId, peer }))
      throw notYours();
    const files = task.kind === 'recorded' ? await listRecordingFiles(ctx.recordings, attemptId) : [];
    const file = files.find(({ name }) => name === recording);
    const at = new Date(moment);
    const isShown = task.kind === 'recorded' && file?.node === task.node;
    const isIn =
      isShown &&
      at.getTime() >= recordedFrom(file.startedAt.getTime()) &&
      at.getTime() <= file.endedAt.getTime() + clockSlackMs;
    if (!isIn || submission.comments.length >= mostComments) throw noSuchMoment();
    const of = { attemptId, taskId, version, authorId: actor.personId };
    await insertComment(tx, { ...of, recording, moment: at, text, at: ctx.clock() });
  });
}

/** Keeps whether a comment, also one on an earlier version, was seen to; any of its reviewers says so. Errors: `not-found`. */
export async function settleComment(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  commentId: string,
  { settled }: LineCommentChange,
): Promise<SubmissionView> {
  return change(ctx, actor, attemptId, taskId, async (tx, { versions }) => {
    findComment(versions, actor, commentId);
    const by = settled ? { at: ctx.clock(), by: actor.personId } : null;
    await setSettled(tx, { attemptId, taskId }, commentId, by);
    // Its writer may be looking at it.
    await changeAttempt(tx, attemptId, {});
  });
}

/** Takes a comment of one's own back that its writer has not seen yet. Errors: `not-found`, `conflict`. */
export async function takeBackComment(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  commentId: string,
): Promise<SubmissionView> {
  return change(ctx, actor, attemptId, taskId, async (tx, { versions }) => {
    const { row, comment } = findComment(versions, actor, commentId);
    if (comment.authorId !== actor.personId || isSent(row, comment)) throw notYours();
    await deleteComment(tx, { attemptId, taskId }, commentId);
  });
}

async function change(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  what: (tx: Transaction, work: FoundWork) => Promise<void>,
): Promise<SubmissionView> {
  reviewingOf(actor);
  await ctx.db.transaction(async (tx) =>
    what(tx, await findWork(tx, actor, await lockAttempt(tx, attemptId), taskId)),
  );
  return getReview(ctx, actor, attemptId, taskId);
}

/** One that this person sees. */
function findComment(versions: readonly ReviewedSubmissionRow[], { personId }: Actor, id: string) {
  for (const row of versions) {
    const comment = row.comments.find((one) => one.id === id);
    if (comment && (comment.authorId === personId || isSent(row, comment))) return { row, comment };
  }
  throw notFound('comment');
}

function notYours(): ProblemError {
  return new ProblemError('conflict', 'This cannot be commented on any more', {
    detail: 'It was reviewed, by you or by others, or there is a newer version. Nothing was changed.',
    remedy: 'Copy what you want to keep, then reload the page.',
  });
}

function noSuchMoment(): ProblemError {
  return new ProblemError('invalid-input', 'There is no room for this comment', {
    detail: `It has to be of a moment in a recording of this work, and a version has at most ${mostComments} comments. Nothing was stored.`,
    remedy: 'Go to a place in the recording, and comment there.',
  });
}

function noSuchLines(lines: number): ProblemError {
  return new ProblemError('invalid-input', 'There is no room for this comment', {
    detail: `The text has ${lines} lines, and at most ${mostComments} comments. Nothing was stored.`,
    remedy: 'Choose lines of the text.',
  });
}
