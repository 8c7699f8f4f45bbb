import type { Actor } from '@springboard/contracts/actor.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { listSubmissions, type ReviewedSubmissionRow } from '@springboard/db/repositories/submissions.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { notFound } from '../access.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { reviewingOf, standingOf } from './reviewers.ts';
import { isReviewed, type ReviewedTask } from './work.ts';

/** Work as somebody who may review it finds it. */
export interface FoundWork {
  readonly attempt: AttemptRow;
  readonly definition: LabDefinition;
  readonly task: ReviewedTask;
  /** The newest first. */
  readonly versions: readonly [ReviewedSubmissionRow, ...ReviewedSubmissionRow[]];
  /** The person looks at it as a peer, not as a mentor or a manager. */
  readonly peer: boolean;
}

/**
 * What was handed in for a task of an attempt, for who may review it: nobody reviews their own work, a preview has nothing to review, and a
 * peer who was asked for one version sees the others, too. Errors: `forbidden`, `not-found`.
 */
export async function findWork(
  db: Queryable,
  actor: Actor,
  attempt: AttemptRow | undefined,
  taskId: string,
): Promise<FoundWork> {
  reviewingOf(actor);
  if (!attempt || attempt.preview) throw notFound('submission');
  const all = await listSubmissions(db, attempt.id);
  const [last, ...before] = all.filter((one) => one.taskId === taskId);
  if (!last) throw notFound('submission');
  const { personId, slug } = attempt;
  const standing = await standingOf(db, actor, { personId, slug, peers: last.peers });
  if (standing === undefined) throw notFound('submission');
  const found = await findTask(db, attempt, taskId);
  return { attempt, ...found, versions: [last, ...before], peer: standing === 'peer' };
}

/** The task that a reviewer judges. Errors: `not-found`. */
export async function findTask(
  db: Queryable,
  { labVersionId }: AttemptRow,
  taskId: string,
): Promise<Pick<FoundWork, 'definition' | 'task'>> {
  const definition = await loadDefinition(db, labVersionId);
  const task = definition.tasks.find((one) => one.id === taskId);
  if (!task || !isReviewed(task)) throw notFound('submission');
  return { definition, task };
}
