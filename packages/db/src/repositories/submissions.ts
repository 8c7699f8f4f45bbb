import type { CriterionMark } from '@springboard/contracts/submissions.ts';
import { and, asc, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt, submission, taskDraft } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';
import { isOf, type Whose } from './whose.ts';

export type DraftRow = typeof taskDraft.$inferSelect;
export type SubmissionRow = typeof submission.$inferSelect;
/** With the reviewer's name. */
export type ReviewedSubmissionRow = SubmissionRow & { readonly reviewer: string | null };

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
    .where(inArray(submission.attemptId, [...attemptIds]))
    .orderBy(desc(submission.version));
}

export async function listDrafts(db: Queryable, attemptId: string): Promise<DraftRow[]> {
  return db.select().from(taskDraft).where(eq(taskDraft.attemptId, attemptId));
}

/** All versions with all that was written, the newest first. */
export async function listSubmissions(db: Queryable, attemptId: string): Promise<ReviewedSubmissionRow[]> {
  const rows = await db
    .select({ submission, reviewer: person.name })
    .from(submission)
    .leftJoin(person, eq(person.id, submission.reviewerId))
    .where(eq(submission.attemptId, attemptId))
    .orderBy(desc(submission.version));
  return rows.map(({ submission: row, reviewer }) => ({ ...row, reviewer }));
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
  row: Pick<SubmissionRow, 'attemptId' | 'taskId' | 'version' | 'text' | 'handedInAt'>,
): Promise<void> {
  await tx.insert(submission).values({ ...row, state: 'handed_in' });
}

/** Stores a review of the version if it still waits for one; false when somebody else was first. */
export async function saveReview(
  tx: Transaction,
  key: Pick<SubmissionRow, 'attemptId' | 'taskId' | 'version'>,
  review: {
    readonly state: 'returned' | 'reviewed';
    readonly marks: CriterionMark[];
    readonly comment: string;
    readonly points: number;
    readonly reviewerId: string;
    readonly reviewedAt: Date;
  },
): Promise<boolean> {
  const rows = await tx
    .update(submission)
    .set(review)
    .where(
      and(
        eq(submission.attemptId, key.attemptId),
        eq(submission.taskId, key.taskId),
        eq(submission.version, key.version),
        eq(submission.state, 'handed_in'),
      ),
    )
    .returning({ version: submission.version });
  return rows.length > 0;
}

/** What waits for a reviewer, the oldest first, or what was reviewed, the newest first; without the reviewer's own work and without previews. */
export async function listForReview(
  db: Queryable,
  by: { readonly reviewerId: string; readonly whose: Whose },
  state: 'open' | 'done',
  limit: number,
) {
  const reviewer = db
    .select({ id: person.id, name: sql<string>`${person.name}`.as('reviewer_name') })
    .from(person)
    .as('reviewer');
  const open = eq(submission.state, 'handed_in');
  return db
    .select({ submission, attempt, person: person.name, reviewer: reviewer.name })
    .from(submission)
    .innerJoin(attempt, eq(attempt.id, submission.attemptId))
    .innerJoin(person, eq(person.id, attempt.personId))
    .leftJoin(reviewer, eq(reviewer.id, submission.reviewerId))
    .where(
      and(
        // What was given back when its writer left was looked at by nobody.
        state === 'open' ? open : isNotNull(submission.reviewedAt),
        eq(attempt.preview, false),
        isOf(db, attempt.personId, by.whose),
        ne(attempt.personId, by.reviewerId),
        ne(attempt.state, 'abandoned'),
      ),
    )
    .orderBy(state === 'open' ? asc(submission.handedInAt) : desc(submission.reviewedAt))
    .limit(limit);
}
