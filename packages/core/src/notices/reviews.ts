import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { listManagersOf, listMentorsOf } from '@springboard/db/repositories/mentors.ts';
import { findPersonName, listHolders } from '@springboard/db/repositories/people.ts';
import type { ReviewedTask } from '../submissions/work.ts';
import { settle, type Telling, tell } from './tell.ts';

interface Work {
  readonly attempt: AttemptRow;
  readonly task: ReviewedTask;
  readonly version: number;
}

const workId = ({ attempt, task, version }: Work) => `${attempt.id} ${task.id} ${version}`;

/** Tells the reviewers nearest to its writer that work waits: their mentors and the managers of their teams; where there are none, all mentors. */
export async function tellOfWork(ctx: Telling, tx: Queryable, work: Work): Promise<void> {
  const { attempt, task } = work;
  // A preview has nothing to review.
  if (attempt.preview) return;
  const writer = attempt.personId;
  const near = [...(await listMentorsOf(tx, writer)), ...(await listManagersOf(tx, writer))];
  const all = async () => (await listHolders(tx, 'mentor')).map(({ id }) => id).filter((id) => id !== writer);
  await tell(ctx, tx, near.length > 0 ? near : await all(), {
    kind: 'review-waiting',
    about: workId(work),
    title: `${await findPersonName(tx, writer)} has handed in “${task.title}”`,
    detail: null,
    link: `/reviews/${attempt.id}/${encodeURIComponent(task.id)}`,
  });
}

/** Tells the writer what came of it; no other reviewer has to come. */
export async function tellReviewed(
  ctx: Telling,
  tx: Queryable,
  work: Work & { readonly returned: boolean; readonly reviewerId: string },
): Promise<void> {
  const { attempt, task, returned, reviewerId } = work;
  await settle(ctx, tx, 'review-waiting', workId(work));
  const reviewer = await findPersonName(tx, reviewerId);
  await tell(ctx, tx, [attempt.personId], {
    kind: 'review-done',
    about: workId(work),
    title: returned
      ? `${reviewer} asks for another version of “${task.title}”`
      : `${reviewer} has reviewed “${task.title}”`,
    detail: null,
    link: `/attempts/${attempt.id}`,
  });
}
