import { and, asc, eq } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { keptAnswer } from '../schema/help.ts';

export type KeptAnswerRow = typeof keptAnswer.$inferSelect;

/** False when the answer to this question is kept already. */
export async function insertKeptAnswer(tx: Queryable, row: Omit<KeptAnswerRow, 'id'>): Promise<boolean> {
  const rows = await tx.insert(keptAnswer).values(row).onConflictDoNothing().returning({ id: keptAnswer.id });
  return rows.length > 0;
}

/** What is kept of a lab or of one of its tasks, the oldest first. */
export async function listKeptAnswers(
  db: Queryable,
  of: { readonly slug: string; readonly taskId?: string },
): Promise<KeptAnswerRow[]> {
  const { slug, taskId } = of;
  return db
    .select()
    .from(keptAnswer)
    .where(and(eq(keptAnswer.slug, slug), taskId === undefined ? undefined : eq(keptAnswer.taskId, taskId)))
    .orderBy(asc(keptAnswer.keptAt), asc(keptAnswer.id));
}

/** Undefined when there is none. */
export async function deleteKeptAnswer(tx: Queryable, id: string): Promise<KeptAnswerRow | undefined> {
  const [row] = await tx.delete(keptAnswer).where(eq(keptAnswer.id, id)).returning();
  return row;
}
