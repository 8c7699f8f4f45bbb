import { and, eq } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { submissionComment } from '../schema/reviews.ts';

type Row = typeof submissionComment.$inferSelect;
type OfTask = Pick<Row, 'attemptId' | 'taskId'>;

const isComment = ({ attemptId, taskId }: OfTask, id: string) =>
  and(
    eq(submissionComment.id, id),
    eq(submissionComment.attemptId, attemptId),
    eq(submissionComment.taskId, taskId),
  );

/** What it is of: lines of the text, or a moment of a recording. */
type Place = { fromLine: number; toLine: number } | { recording: string; moment: Date };

export async function insertComment(
  tx: Queryable,
  row: Pick<Row, 'attemptId' | 'taskId' | 'version' | 'authorId' | 'text' | 'at'> & Place,
): Promise<void> {
  await tx.insert(submissionComment).values(row);
}

/** Keeps when it was settled and by whom; null: it is open. */
export async function setSettled(
  tx: Queryable,
  of: OfTask,
  id: string,
  settled: { readonly at: Date; readonly by: string } | null,
): Promise<void> {
  await tx
    .update(submissionComment)
    .set({ settledAt: settled?.at ?? null, settledBy: settled?.by ?? null })
    .where(isComment(of, id));
}

export async function deleteComment(tx: Queryable, of: OfTask, id: string): Promise<void> {
  await tx.delete(submissionComment).where(isComment(of, id));
}
