import { asc, desc, eq, inArray } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { submission, taskDraft } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';
import { submissionComment, submissionReview } from '../schema/reviews.ts';
import { anyOf } from './any-of.ts';

export type DraftRow = typeof taskDraft.$inferSelect;
export type SubmissionRow = typeof submission.$inferSelect;
export type ReviewRow = typeof submissionReview.$inferSelect & { readonly reviewer: string };
export type CommentRow = typeof submissionComment.$inferSelect & { readonly author: string };
/** With what was said of it: reviews, the first first, and comments in the order of their lines or moments. */
export type ReviewedSubmissionRow = SubmissionRow & {
  readonly reviews: readonly ReviewRow[];
  readonly comments: readonly CommentRow[];
};

/** What score and course follow from; texts and marks, which are long, are left where they are. */
export type SubmissionStateRow = Pick<
  SubmissionRow,
  'attemptId' | 'taskId' | 'version' | 'state' | 'points' | 'handedInAt'
>;

/** Of several attempts: all versions, the newest first. */
export async function listSubmissionStates(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<SubmissionStateRow[]> {
  if (attemptIds.length === 0) return [];
  const { attemptId, taskId, version, state, points, handedInAt } = submission;
  return db
    .select({ attemptId, taskId, version, state, points, handedInAt })
    .from(submission)
    .where(anyOf(submission.attemptId, attemptIds))
    .orderBy(desc(submission.version));
}

export async function listDrafts(db: Queryable, attemptId: string): Promise<DraftRow[]> {
  return db.select().from(taskDraft).where(eq(taskDraft.attemptId, attemptId));
}

/** All versions with all that was written and said, the newest first. */
export async function listSubmissions(db: Queryable, attemptId: string): Promise<ReviewedSubmissionRow[]> {
  const rows = await db
    .select()
    .from(submission)
    .where(eq(submission.attemptId, attemptId))
    .orderBy(desc(submission.version));
  if (rows.length === 0) return [];
  const keyOf = (of: { readonly taskId: string; readonly version: number }) => `${of.taskId} ${of.version}`;
  const reviews = Map.groupBy(await listReviewRows(db, [attemptId]), keyOf);
  const comments = await db
    .select({ comment: submissionComment, author: person.name })
    .from(submissionComment)
    .innerJoin(person, eq(person.id, submissionComment.authorId))
    .where(eq(submissionComment.attemptId, attemptId))
    .orderBy(
      asc(submissionComment.fromLine),
      asc(submissionComment.toLine),
      asc(submissionComment.moment),
      asc(submissionComment.at),
    );
  const said = Map.groupBy(
    comments.map(({ comment, author }) => ({ ...comment, author })),
    keyOf,
  );
  return rows.map((row) => ({
    ...row,
    reviews: reviews.get(keyOf(row)) ?? [],
    comments: said.get(keyOf(row)) ?? [],
  }));
}

/** A comment reaches the writer of the work with the review of who wrote it; without one it stays with its author. */
export function isSent(
  { reviews }: Pick<ReviewedSubmissionRow, 'reviews'>,
  { authorId }: Pick<CommentRow, 'authorId'>,
): boolean {
  return reviews.some(({ reviewerId }) => reviewerId === authorId);
}

/** Of several attempts: all reviews with their reviewers' names, the first first. */
export async function listReviewRows(db: Queryable, attemptIds: readonly string[]): Promise<ReviewRow[]> {
  if (attemptIds.length === 0) return [];
  const rows = await db
    .select({ review: submissionReview, reviewer: person.name })
    .from(submissionReview)
    .innerJoin(person, eq(person.id, submissionReview.reviewerId))
    .where(inArray(submissionReview.attemptId, [...attemptIds]))
    .orderBy(asc(submissionReview.at));
  return rows.map(({ review, reviewer }) => ({ ...review, reviewer }));
}

/** Saves a draft that goes on from `revision`; undefined when another one was saved since. The attempt is locked. */
export async function saveDraft(
  tx: Transaction,
  draft: Pick<DraftRow, 'attemptId' | 'taskId' | 'text' | 'revision' | 'savedAt'>,
): Promise<DraftRow | undefined> {
  const [row] = await tx
    .insert(taskDraft)
    .values({ ...draft, revision: draft.revision + 1 })
    .onConflictDoUpdate({
      target: [taskDraft.attemptId, taskDraft.taskId],
      set: { text: draft.text, savedAt: draft.savedAt, revision: draft.revision + 1 },
      setWhere: eq(taskDraft.revision, draft.revision),
    })
    .returning();
  return row;
}

export async function insertSubmission(
  tx: Transaction,
  row: Pick<SubmissionRow, 'attemptId' | 'taskId' | 'version' | 'text' | 'handedInAt'> &
    Partial<Pick<SubmissionRow, 'reviewers' | 'peers'>>,
): Promise<void> {
  await tx.insert(submission).values({ ...row, state: 'handed_in' });
}
