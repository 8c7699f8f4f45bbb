import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { savePoint } from '../schema/environments.ts';

export type SavePointRow = typeof savePoint.$inferSelect;
type State = SavePointRow['state'];

export async function findSavePoint(db: Queryable, id: string): Promise<SavePointRow | undefined> {
  const [row] = await db.select().from(savePoint).where(eq(savePoint.id, id));
  return row;
}

/** Save points of an environment in one of `states`, oldest first. */
export async function listSavePoints(
  db: Queryable,
  environmentId: string,
  states: readonly State[],
): Promise<SavePointRow[]> {
  return db
    .select()
    .from(savePoint)
    .where(and(eq(savePoint.environmentId, environmentId), inArray(savePoint.state, [...states])))
    .orderBy(asc(savePoint.createdAt), asc(savePoint.id));
}

/** The same of several environments. */
export async function listSavePointsOf(
  db: Queryable,
  environmentIds: readonly string[],
  states: readonly State[],
): Promise<SavePointRow[]> {
  if (environmentIds.length === 0) return [];
  return db
    .select()
    .from(savePoint)
    .where(and(inArray(savePoint.environmentId, [...environmentIds]), inArray(savePoint.state, [...states])))
    .orderBy(asc(savePoint.createdAt), asc(savePoint.id));
}

export async function insertSavePoint(
  tx: Queryable,
  row: typeof savePoint.$inferInsert,
): Promise<SavePointRow> {
  const [inserted] = await tx.insert(savePoint).values(row).returning();
  if (!inserted) throw new Error('PostgreSQL did not return the row it inserted.');
  return inserted;
}

export async function changeSavePoint(
  tx: Queryable,
  id: string,
  change: Partial<Pick<SavePointRow, 'state' | 'arrangedTasks'>>,
): Promise<void> {
  await tx.update(savePoint).set(change).where(eq(savePoint.id, id));
}

/** The environment has ended, and its disks with it. */
export async function endSavePoints(tx: Queryable, environmentId: string): Promise<void> {
  await tx
    .update(savePoint)
    .set({ state: 'deleted' })
    .where(and(eq(savePoint.environmentId, environmentId), inArray(savePoint.state, ['making', 'kept'])));
}
