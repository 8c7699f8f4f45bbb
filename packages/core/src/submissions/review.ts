import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { ReviewInput, SubmissionView } from '@springboard/contracts/submissions.ts';
import { changeAttempt, findAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { findPersonName } from '@springboard/db/repositories/people.ts';
import { insertReview, setOutcome } from '@springboard/db/repositories/reviews.ts';
import { loadProgress, scoreOf } from '../attempts/progress.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { compileLab } from '../labs/prose.ts';
import { tellReviewed } from '../notices/reviews.ts';
import { findWork } from './find-work.ts';
import { mayReview, outcomeOf } from './outcome.ts';
import { summarize } from './queue.ts';
import { reviewingOf } from './reviewers.ts';
import { pointsOf } from './rubric.ts';
import { viewWork } from './view.ts';
import type { ReviewedTask } from './work.ts';

/** What a reviewer reads: the task, its rubric, and each version that was handed in. Errors: `not-found`, also for one's own work. */
export async function getReview(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
): Promise<SubmissionView> {
  reviewingOf(actor);
  const work = await findWork(ctx.db, actor, await findAttempt(ctx.db, attemptId), taskId);
  const { attempt, definition, task, versions, peer } = work;
  const [submission] = versions;
  const prose = compileLab(attempt.labVersionId, definition, attempt.params).tasks.get(taskId);
  if (!prose) throw new Error(`Task ${taskId} has no text.`);
  const person = await findPersonName(ctx.db, attempt.personId);
  const taker = submission.takenBy === null ? null : await findPersonName(ctx.db, submission.takenBy);
  const reviewedBy = submission.reviews.map(({ reviewer }) => reviewer);
  return {
    ...summarize({ ...work, submission, reviewedBy, person, taker }, actor),
    body: prose.body,
    work: viewWork(task, attempt.params, versions, actor.personId),
    canReview: mayReview(submission, { personId: actor.personId, peer }),
  };
}

/**
 * Stores what a reviewer says of the version they read. Once as many as it needs have accepted it, its points stand and the attempt's score
 * follows, also when it is over; one of them is enough to ask for another version. Errors: `not-found`, `invalid-input`, `conflict` when
 * somebody else was first.
 */
export async function review(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  { version, marks, comment, decision }: ReviewInput,
): Promise<SubmissionView> {
  reviewingOf(actor);
  await ctx.db.transaction(async (tx) => {
    const locked = await lockAttempt(tx, attemptId);
    const { attempt, task, versions, peer } = await findWork(tx, actor, locked, taskId);
    refuseStrangeMarks(task, marks.length, decision === 'return' && comment.trim() === '');
    const [submission] = versions;
    const mine = { personId: actor.personId, peer };
    if (submission.version !== version || !mayReview(submission, mine)) throw reviewedAlready();
    const points = pointsOf(task.rubric, marks);
    const at = ctx.clock();
    const said = { peer, decision, marks, comment, points, at };
    const key = { attemptId, taskId, version };
    await insertReview(tx, { ...key, ...said, reviewerId: actor.personId });
    const outcome = outcomeOf([...submission.reviews, said], submission.reviewers);
    const reviewedAt = outcome.state === 'handed_in' ? null : at;
    await setOutcome(tx, key, { ...outcome, reviewedAt }, actor.personId);
    const score = attempt.state === 'finished' ? scoreOf(await loadProgress(tx, attempt)).score : null;
    await changeAttempt(tx, attemptId, score === null ? {} : { score });
    const detail = { taskId, version, decision, points, peer, state: outcome.state, counts: outcome.points };
    await audit(tx, actor, 'submission.review', { kind: 'attempt', id: attemptId }, detail);
    await tellReviewed(
      ctx,
      tx,
      { attempt, task, version },
      {
        reviewerId: actor.personId,
        state: outcome.state,
        before: submission.reviews.map(({ reviewerId }) => reviewerId),
      },
    );
  });
  return getReview(ctx, actor, attemptId, taskId);
}

function refuseStrangeMarks(task: ReviewedTask, marks: number, silent: boolean): void {
  if (marks !== task.rubric.length)
    throw new ProblemError('invalid-input', 'This review is not whole', {
      detail: `The rubric has ${task.rubric.length} criteria, and ${marks} were marked. Nothing was stored.`,
      remedy: 'Mark each criterion, and send the review again.',
    });
  if (silent)
    throw new ProblemError('invalid-input', 'Say what is missing', {
      detail:
        'Work is not returned without a word: its writer would not know what to do. Nothing was stored.',
      remedy: 'Write a comment on the whole, and return it then.',
    });
}

function reviewedAlready(): ProblemError {
  return new ProblemError('conflict', 'This does not wait for your review any more', {
    detail:
      'You or others have reviewed the version that you read, or there is a newer one. Your review was not stored, and what stands stays.',
    remedy: 'Copy what you want to keep, then reload the page to see what was said.',
  });
}
