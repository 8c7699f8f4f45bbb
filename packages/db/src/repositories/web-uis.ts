import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { webUiSession } from '../schema/web-uis.ts';

export type WebUiSessionRow = typeof webUiSession.$inferSelect;

export async function insertWebUiGrant(
  tx: Queryable,
  row: Pick<WebUiSessionRow, 'personId' | 'attemptId' | 'environmentId' | 'ui' | 'grantHash' | 'grantUntil'>,
): Promise<void> {
  await tx.insert(webUiSession).values(row);
}

/** Exchanges a grant for a session; undefined when it was used before or never was. */
export async function useWebUiGrant(
  db: Queryable,
  grantHash: string,
  session: { readonly cookieHash: string; readonly openUntil: Date },
): Promise<WebUiSessionRow | undefined> {
  const [row] = await db
    .update(webUiSession)
    .set(session)
    .where(and(eq(webUiSession.grantHash, grantHash), isNull(webUiSession.cookieHash)))
    .returning();
  return row;
}

export async function findWebUiSession(
  db: Queryable,
  cookieHash: string,
): Promise<WebUiSessionRow | undefined> {
  const [row] = await db.select().from(webUiSession).where(eq(webUiSession.cookieHash, cookieHash));
  return row;
}

/** Voids all grants and sessions of a person. */
export async function deleteWebUiSessions(tx: Queryable, personId: string): Promise<void> {
  await tx.delete(webUiSession).where(eq(webUiSession.personId, personId));
}

/** Forgets grants and sessions that ended before `before`. */
export async function deleteOldWebUiSessions(db: Queryable, before: Date): Promise<void> {
  await db
    .delete(webUiSession)
    .where(lt(sql`coalesce(${webUiSession.openUntil}, ${webUiSession.grantUntil})`, before.toISOString()));
}
