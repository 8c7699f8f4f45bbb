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

/** Takes away a demand that is not over; undefined when there is none of this id. */
export async function deleteDemand(tx: Queryable, id: string, now: Date): Promise<DemandRow | undefined> {
  const [row] = await tx
    .delete(poolDemand)
    .where(and(eq(poolDemand.id, id), gt(poolDemand.until, now)))
    .returning();
  return row;
}
