import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { ReviewTaken, SubmissionView } from '@springboard/contracts/submissions.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { setTaken } from '@springboard/db/repositories/reviews.ts';
import type { Context } from '../context.ts';
import { findWork } from './find-work.ts';
import { mayReview } from './outcome.ts';
import { getReview } from './review.ts';
import { reviewingOf } from './reviewers.ts';

/**
 * Says to others that somebody is at the newest version, or (`taken` false) that nobody is. It locks nobody out: who is there takes it over
 * from who is away. Errors: `not-found`, `conflict` where it does not wait for their review.
 */
export async function takeReview(
  ctx: Context,
  actor: Actor,
  attemptId: string,
  taskId: string,
  { taken }: ReviewTaken,
): Promise<SubmissionView> {
  reviewingOf(actor);
  await ctx.db.transaction(async (tx) => {
    const { versions, peer } = await findWork(tx, actor, await lockAttempt(tx, attemptId), taskId);
    const [submission] = versions;
    if (!taken) {
      if (submission.takenBy === actor.personId) await setTaken(tx, submission, null);
      return;
    }
    if (!mayReview(submission, { personId: actor.personId, peer }))
      throw new ProblemError('conflict', 'This does not wait for your review', {
        detail: 'It was reviewed, by you or by others. Nothing was changed.',
        remedy: 'Reload the page to see what was said.',
      });
    await setTaken(tx, submission, { by: actor.personId, at: ctx.clock() });
  });
  return getReview(ctx, actor, attemptId, taskId);
}
