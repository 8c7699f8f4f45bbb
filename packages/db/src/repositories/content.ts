import { eq, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { contentSync } from '../schema/content.ts';

export type ContentSyncRow = typeof contentSync.$inferSelect;

const only = eq(contentSync.id, 1);

/** Undefined before the first sync. */
export async function findContentSync(db: Queryable): Promise<ContentSyncRow | undefined> {
  const [row] = await db.select().from(contentSync).where(only);
  return row;
}

/** Asks for a sync, and answers the number under which it is counted. */
export async function requestContentSync(tx: Queryable): Promise<number> {
  const [row] = await tx
    .insert(contentSync)
    .values({ requested: 1 })
    .onConflictDoUpdate({
      target: contentSync.id,
      set: { requested: sql`${contentSync.requested} + 1` },
    })
    .returning({ requested: contentSync.requested });
  return row?.requested ?? 0;
}

/** Notes that a sync begins; the answer says which requests it has seen. */
export async function beginContentSync(db: Queryable, at: Date): Promise<ContentSyncRow> {
  const [row] = await db
    .insert(contentSync)
    .values({ startedAt: at })
    .onConflictDoUpdate({ target: contentSync.id, set: { startedAt: at } })
    .returning();
  if (!row) throw new Error('The row of the content sync was not stored.');
  return row;
}

/** Notes how a sync ended. What is not given stays as it was. */
export async function endContentSync(
  db: Queryable,
  end: Pick<ContentSyncRow, 'done' | 'endedAt' | 'failure'> &
    Partial<Pick<ContentSyncRow, 'goodAt' | 'commit' | 'problems' | 'skills'>>,
): Promise<void> {
  await db.update(contentSync).set(end).where(only);
}
