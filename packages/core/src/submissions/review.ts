import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type {
  ReviewInput,
  SubmissionQuery,
  SubmissionSummary,
  SubmissionView,
} from '@springboard/contracts/submissions.ts';
import type { Queryable } from '@springboard/db/client.ts';
import {
  type AttemptRow,
  changeAttempt,
  findAttempt,
  lockAttempt,
} from '@springboard/db/repositories/attempts.ts';
import { findPersonName } from '@springboard/db/repositories/people.ts';
import {
  listForReview,
  listSubmissions,
  type ReviewedSubmissionRow,
  saveReview,
} from '@springboard/db/repositories/submissions.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import { notFound, type Rights, whoseBy } from '../access.ts';
import { loadProgress, scoreOf } from '../attempts/progress.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { compileLab } from '../labs/prose.ts';
import { tellReviewed } from '../notices/reviews.ts';
import { pointsOf } from './rubric.ts';
import { viewWork } from './view.ts';
import { isReviewed, type ReviewedTask } from './work.ts';

const reviews = { team: 'submission.team.review', any: 'submission.review' } as const satisfies Rights;

/** The queue shows no more at once; a team that has more waiting has another problem. */
const mostListed = 200;

/** What waits for a reviewer, the oldest first, or what was reviewed last. Nobody sees their own work there. */
export async function listReviews(
  ctx: Context,
  actor: Actor,
  { state }: SubmissionQuery,
): Promise<SubmissionSummary[]> {
  const by = { reviewerId: actor.personId, whose: whoseBy(actor, reviews) };
  const rows = await listForReview(ctx.db, by, state, mostListed);
  const summaries = rows.map(async ({ submission, attempt, person, reviewer }) => {
    const { task, title } = await findTask(ctx.db, attempt, submission.taskId);
    return summary(task, { attempt, title, person, submission: { ...submission, reviewer } });
  });
  return Promise.all(summaries);
}

/** What a reviewer reads: the task, its rubric, and each version that was handed in. Errors: `not-found`, also for one's own work. */
export async function getReview(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
): Promise<SubmissionView> {
  whoseBy(actor, reviews);
  const found = await findAttempt(ctx.db, attemptId);
  const { attempt, definition, task, title } = await findReviewable(ctx.db, actor, found, taskId);
  const versions = (await listSubmissions(ctx.db, attemptId)).filter((one) => one.taskId === taskId);
  const [submission] = versions;
  if (!submission) throw notFound('submission');
  const person = await findPersonName(ctx.db, attempt.personId);
  const prose = compileLab(attempt.labVersionId, definition, attempt.params).tasks.get(taskId);
  if (!prose) throw new Error(`Task ${taskId} has no text.`);
  return {
    ...summary(task, { attempt, title, person, submission }),
    body: prose.body,
    work: viewWork(task, attempt.params, versions),
  };
}

/**
 * Stores what a reviewer says of the version they read, and either lets its points stand or asks for another version. The attempt's score follows,
 * also when it is over. Errors: `not-found`, `invalid-input`, `conflict` when somebody else was first.
 */
export async function review(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  { version, marks, comment, decision }: ReviewInput,
): Promise<SubmissionView> {
  whoseBy(actor, reviews);
  await ctx.db.transaction(async (tx) => {
    const locked = await lockAttempt(tx, attemptId);
    const { attempt, task } = await findReviewable(tx, actor, locked, taskId);
    refuseStrangeMarks(task, marks.length, decision === 'return' && comment.trim() === '');
    const points = pointsOf(task.rubric, marks);
    const state = decision === 'accept' ? 'reviewed' : 'returned';
    const review = {
      state,
      marks,
      comment,
      points,
      reviewerId: actor.personId,
      reviewedAt: ctx.clock(),
    } as const;
    if (!(await saveReview(tx, { attemptId, taskId, version }, review))) throw reviewedAlready();
    const score = attempt.state === 'finished' ? scoreOf(await loadProgress(tx, attempt)).score : null;
    await changeAttempt(tx, attemptId, score === null ? {} : { score });
    const detail = { taskId, version, decision, points };
    await audit(tx, actor, 'submission.review', { kind: 'attempt', id: attemptId }, detail);
    const by = { reviewerId: actor.personId, returned: decision === 'return' };
    await tellReviewed(ctx, tx, { attempt, task, version, ...by });
  });
  return getReview(ctx, actor, attemptId, taskId);
}

/** The attempt and its task, for who may review it: nobody reviews their own work, and a preview has nothing to review. */
async function findReviewable(db: Queryable, actor: Actor, attempt: AttemptRow | undefined, taskId: string) {
  if (!attempt || attempt.preview || attempt.personId === actor.personId) throw notFound('submission');
  if (!(await isAmong(db, whoseBy(actor, reviews), attempt.personId))) throw notFound('submission');
  return { attempt, ...(await findTask(db, attempt, taskId)) };
}

async function findTask(db: Queryable, { labVersionId }: AttemptRow, taskId: string) {
  const definition = await loadDefinition(db, labVersionId);
  const task = definition.tasks.find((one) => one.id === taskId);
  if (!task || !isReviewed(task)) throw notFound('submission');
  return { definition, task, title: definition.title };
}

function summary(
  task: ReviewedTask,
  found: {
    readonly attempt: AttemptRow;
    readonly title: string;
    readonly person: string;
    readonly submission: ReviewedSubmissionRow;
  },
): SubmissionSummary {
  const { attempt, submission, title, person } = found;
  return {
    attemptId: attempt.id,
    taskId: task.id,
    version: submission.version,
    kind: task.kind,
    lab: { slug: attempt.slug, title },
    task: task.title,
    points: task.points,
    person,
    handedInAt: submission.handedInAt.toISOString(),
    state: submission.state,
    reviewer: submission.reviewer,
    reviewedAt: submission.reviewedAt?.toISOString() ?? null,
  };
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
  return new ProblemError('conflict', 'Somebody else has reviewed this', {
    detail:
      'The version that you read does not wait for a review any more. Your review was not stored, and the other one stands.',
    remedy: 'Copy what you want to keep, then reload the page to see the other review.',
  });
}
