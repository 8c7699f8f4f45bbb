import type { SubmissionState } from '@springboard/contracts/submissions.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { listManagersOf, listMentorsOf } from '@springboard/db/repositories/mentors.ts';
import { findPersonName, listHolders } from '@springboard/db/repositories/people.ts';
import { listFinishers } from '@springboard/db/repositories/reviews.ts';
import { passersAmong } from '../submissions/reviewers.ts';
import type { ReviewedTask } from '../submissions/work.ts';
import { settle, type Telling, tell } from './tell.ts';

interface Work {
  readonly attempt: AttemptRow;
  readonly task: ReviewedTask;
  readonly version: number;
}

/** So many peers are told of a piece of work: those who passed its lab last, and know it best. The others find it in their queue. */
const mostPeersTold = 5;

const workId = ({ attempt, task, version }: Work) => `${attempt.id} ${task.id} ${version}`;
/** What the second reviewer is told of is another thing: who was told of the first one is told again. */
const secondId = (work: Work) => `${workId(work)} second`;
const reviewLink = ({ attempt, task }: Work) => `/reviews/${attempt.id}/${encodeURIComponent(task.id)}`;

/** Who said something of an earlier version. */
interface Reviewer {
  readonly reviewerId: string;
  readonly peer: boolean;
}

/**
 * Tells reviewers that work waits: those nearest to its writer, who said something of an earlier version, and, where its task says so, peers. A peer
 * is never told whose work it is, also who reviewed an earlier version.
 */
export async function tellOfWork(
  ctx: Telling,
  tx: Queryable,
  work: Work & { readonly peers: boolean; readonly reviewedBefore: readonly Reviewer[] },
): Promise<void> {
  const { attempt, task } = work;
  // A preview has nothing to review.
  if (attempt.preview) return;
  const before = (asPeer: boolean) =>
    work.reviewedBefore.flatMap(({ reviewerId, peer }) => (peer === asPeer ? reviewerId : []));
  const to = [...(await nearest(tx, attempt.personId)), ...before(false)];
  await tell(ctx, tx, to, {
    kind: 'review-waiting',
    about: workId(work),
    title: `${await findPersonName(tx, attempt.personId)} has handed in “${task.title}”`,
    detail: null,
    link: reviewLink(work),
  });
  if (!work.peers) return;
  const finishers = await listFinishers(tx, attempt.slug, attempt.personId);
  const passers = await passersAmong(tx, finishers, attempt.slug);
  // Those who know what they asked for come first.
  const known = passers.filter((id) => before(true).includes(id));
  const peers = [...new Set([...known, ...passers])].filter((id) => !to.includes(id));
  await tell(ctx, tx, peers.slice(0, mostPeersTold), {
    kind: 'peer-review-asked',
    about: workId(work),
    title: `Somebody who does a lab that you passed asks for your review of “${task.title}”`,
    detail: null,
    link: reviewLink(work),
  });
}

/** What a review came to, and who had reviewed the same version before. */
interface Said {
  readonly reviewerId: string;
  readonly state: SubmissionState;
  readonly before: readonly string[];
}

/**
 * Tells the writer what came of it. Where a second reviewer has to accept it, too, the other reviewers are told that it is their turn; where
 * one of two gives it back, the other one is told.
 */
export async function tellReviewed(ctx: Telling, tx: Queryable, work: Work, said: Said): Promise<void> {
  const { attempt, task } = work;
  const { reviewerId, state, before } = said;
  for (const about of [workId(work), secondId(work)]) await settle(ctx, tx, 'review-waiting', about);
  await settle(ctx, tx, 'peer-review-asked', workId(work));
  const reviewer = await findPersonName(tx, reviewerId);
  const titles: Readonly<Record<SubmissionState, string>> = {
    handed_in: `${reviewer} has accepted “${task.title}”; a second reviewer looks at it next`,
    returned: `${reviewer} asks for another version of “${task.title}”`,
    reviewed: `${reviewer} has reviewed “${task.title}”`,
  };
  await tell(ctx, tx, [attempt.personId], {
    kind: 'review-done',
    about: `${workId(work)} ${reviewerId}`,
    title: titles[state],
    detail: null,
    link: `/attempts/${attempt.id}`,
  });
  if (state === 'handed_in')
    await tell(
      ctx,
      tx,
      (await nearest(tx, attempt.personId)).filter((id) => id !== reviewerId),
      {
        kind: 'review-waiting',
        about: secondId(work),
        title: `“${task.title}” waits for a second reviewer`,
        detail: `${reviewer} has accepted it.`,
        link: reviewLink(work),
      },
    );
  if (state === 'returned')
    await tell(ctx, tx, before, {
      kind: 'review-returned',
      about: workId(work),
      title: `${reviewer} has given back “${task.title}”, which you had accepted`,
      detail: null,
      link: reviewLink(work),
    });
}

/** A person's mentors and the managers of their teams; where there are none, all mentors. */
async function nearest(tx: Queryable, writer: string): Promise<string[]> {
  const near = [...(await listMentorsOf(tx, writer)), ...(await listManagersOf(tx, writer))];
  if (near.length > 0) return near;
  return (await listHolders(tx, 'mentor')).map(({ id }) => id).filter((id) => id !== writer);
}
