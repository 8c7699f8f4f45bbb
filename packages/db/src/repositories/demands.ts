import { and, asc, eq, gt } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { poolDemand } from '../schema/environments.ts';

export type DemandRow = typeof poolDemand.$inferSelect;

/** Demands that are not over at `now`, the next one first. */
export async function listDemands(db: Queryable, now: Date): Promise<DemandRow[]> {
  return db
    .select()
    .from(poolDemand)
    .where(gt(poolDemand.until, now))
    .orderBy(asc(poolDemand.from), asc(poolDemand.id));
}

export async function insertDemand(tx: Queryable, row: typeof poolDemand.$inferInsert): Promise<DemandRow> {
  const [inserted] = await tx.insert(poolDemand).values(row).returning();
  if (!inserted) throw new Error('PostgreSQL did not return the row it inserted.');
  return inserted;
}

/** What a class wants of the pool, in the place of what it wanted before. */
export async function saveClassDemand(
  tx: Queryable,
  row: Pick<DemandRow, 'topology' | 'count' | 'from' | 'until' | 'reason'> & { readonly classId: string },
): Promise<void> {
  const { classId: _, ...set } = row;
  await tx.insert(poolDemand).values(row).onConflictDoUpdate({ target: poolDemand.classId, set });
}

export async function findClassDemand(db: Queryable, classId: string): Promise<DemandRow | undefined> {
  const [row] = await db.select().from(poolDemand).where(eq(poolDemand.classId, classId));
  return row;
}

/** The class wants nothing of the pool any more. */
export async function deleteClassDemand(tx: Queryable, classId: string): Promise<void> {
  await tx.delete(poolDemand).where(eq(poolDemand.classId, classId));
}

/** Takes away a demand that is not over; undefined when there is none of this id. */
export async function deleteDemand(tx: Queryable, id: string, now: Date): Promise<DemandRow | undefined> {
  const [row] = await tx
    .delete(poolDemand)
    .where(and(eq(poolDemand.id, id), gt(poolDemand.until, now)))
    .returning();
  return row;
}
