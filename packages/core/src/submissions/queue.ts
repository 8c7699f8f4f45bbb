import type { Actor } from '@springboard/contracts/actor.ts';
import type { SubmissionQuery, SubmissionSummary } from '@springboard/contracts/submissions.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { listForReview, listPeerSlugs } from '@springboard/db/repositories/reviews.ts';
import { listReviewRows, type SubmissionRow } from '@springboard/db/repositories/submissions.ts';
import type { Context } from '../context.ts';
import { type FoundWork, findTask } from './find-work.ts';
import { passedOf, reviewingOf } from './reviewers.ts';

/** The queue shows no more at once; a team that has more waiting has another problem. */
const mostListed = 200;

/**
 * What waits for a review of this person, the oldest first, or what was reviewed last. Nobody sees their own work there, or what waits for
 * somebody else after their own review.
 */
export async function listReviews(
  ctx: Context,
  actor: Actor,
  { state }: SubmissionQuery,
): Promise<SubmissionSummary[]> {
  const { whose, asPeer } = reviewingOf(actor);
  const slugs =
    asPeer && state === 'open' ? await passedOf(ctx.db, actor.personId, await listPeerSlugs(ctx.db)) : [];
  const by = { reviewerId: actor.personId, whose, slugs };
  const rows = await listForReview(ctx.db, by, state, mostListed);
  const ids = [...new Set(rows.map(({ attempt }) => attempt.id))];
  const keyOf = (of: Pick<SubmissionRow, 'attemptId' | 'taskId' | 'version'>) =>
    `${of.attemptId} ${of.taskId} ${of.version}`;
  const reviews = Map.groupBy(await listReviewRows(ctx.db, ids), keyOf);
  const summaries = rows.map(async ({ submission, attempt, person, taker, asPeer: peer }) => {
    const found = await findTask(ctx.db, attempt, submission.taskId);
    const reviewedBy = (reviews.get(keyOf(submission)) ?? []).map(({ reviewer }) => reviewer);
    return summarize({ ...found, attempt, submission, reviewedBy, person, taker, peer }, actor);
  });
  return Promise.all(summaries);
}

/** A line of the queue. A peer is not told whose work it is: what is written there is to be judged, not who wrote it. */
export function summarize(
  of: Pick<FoundWork, 'definition' | 'task' | 'peer'> & {
    readonly attempt: AttemptRow;
    readonly submission: SubmissionRow;
    readonly reviewedBy: readonly string[];
    readonly person: string;
    readonly taker: string | null;
  },
  actor: Actor,
): SubmissionSummary {
  const { attempt, definition, task, submission, peer, taker } = of;
  const { takenBy, takenAt } = submission;
  return {
    attemptId: attempt.id,
    taskId: task.id,
    version: submission.version,
    kind: task.kind,
    lab: { slug: attempt.slug, title: definition.title },
    task: task.title,
    points: task.points,
    person: peer ? null : of.person,
    handedInAt: submission.handedInAt.toISOString(),
    state: submission.state,
    reviewers: submission.reviewers,
    reviewedBy: [...of.reviewedBy],
    taken:
      takenBy === null || takenAt === null || taker === null
        ? null
        : { by: taker, own: takenBy === actor.personId, at: takenAt.toISOString() },
    asPeer: peer,
  };
}
