import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { quizAnswer } from '../schema/attempts.ts';
import { anyOf } from './any-of.ts';

export type QuizAnswerRow = typeof quizAnswer.$inferSelect;

export async function listQuizAnswers(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<QuizAnswerRow[]> {
  if (attemptIds.length === 0) return [];
  return db.select().from(quizAnswer).where(anyOf(quizAnswer.attemptId, attemptIds));
}

/** Forgets the answers to these tasks. */
export async function forgetQuizAnswers(
  tx: Queryable,
  attemptId: string,
  taskIds: readonly string[],
): Promise<void> {
  if (taskIds.length === 0) return;
  await tx
    .delete(quizAnswer)
    .where(and(eq(quizAnswer.attemptId, attemptId), inArray(quizAnswer.taskId, [...taskIds])));
}

export async function insertQuizAnswers(tx: Queryable, rows: readonly QuizAnswerRow[]): Promise<void> {
  await tx.insert(quizAnswer).values([...rows]);
}
