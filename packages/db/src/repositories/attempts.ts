import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { attempt, environmentOfAttempt } from '../schema/attempts.ts';
import { environment } from '../schema/environments.ts';
import { attemptStates } from './environments.ts';

export type AttemptRow = typeof attempt.$inferSelect;

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);

export async function findAttempt(db: Queryable, id: string): Promise<AttemptRow | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await db.select().from(attempt).where(eq(attempt.id, id));
  return row;
}

/** The attempt, if it is this person's. */
export async function findOwnAttempt(
  db: Queryable,
  id: string,
  personId: string,
): Promise<AttemptRow | undefined> {
  const row = await findAttempt(db, id);
  return row?.personId === personId ? row : undefined;
}

/** The attempt, locked until the transaction ends. Attempts are always locked before their environments. */
export async function lockAttempt(tx: Transaction, id: string): Promise<AttemptRow | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await tx.select().from(attempt).where(eq(attempt.id, id)).for('update');
  return row;
}

/** The attempt that has this environment now, locked until the transaction ends. */
export async function lockAttemptOfEnvironment(
  tx: Transaction,
  environmentId: string,
): Promise<AttemptRow | undefined> {
  const [row] = await tx.select().from(attempt).where(eq(attempt.environmentId, environmentId)).for('update');
  return row;
}

export async function findAttemptOfEnvironment(
  db: Queryable,
  environmentId: string,
): Promise<AttemptRow | undefined> {
  const [row] = await db.select().from(attempt).where(eq(attempt.environmentId, environmentId));
  return row;
}

export async function findActiveAttempt(
  db: Queryable,
  personId: string,
  slug: string,
): Promise<AttemptRow | undefined> {
  const [row] = await db
    .select()
    .from(attempt)
    .where(and(eq(attempt.personId, personId), eq(attempt.slug, slug), eq(attempt.state, 'active')));
  return row;
}

/** A person's attempts, newest first, without previews. */
export async function listAttemptsOf(db: Queryable, personId: string): Promise<AttemptRow[]> {
  return db
    .select()
    .from(attempt)
    .where(and(eq(attempt.personId, personId), eq(attempt.preview, false)))
    .orderBy(desc(attempt.startedAt));
}

/** Number of the person's next attempt at a lab; call it with the person locked. */
export async function nextAttemptNumber(tx: Transaction, personId: string, slug: string): Promise<number> {
  const [row] = await tx
    .select({ last: sql<number>`coalesce(max(${attempt.number}), 0)::int` })
    .from(attempt)
    .where(and(eq(attempt.personId, personId), eq(attempt.slug, slug)));
  return (row?.last ?? 0) + 1;
}

/** The person's attempts that hold an environment now or are about to. */
export async function listAttemptsWithEnvironment(db: Queryable, personId: string): Promise<AttemptRow[]> {
  const rows = await db
    .select({ attempt })
    .from(attempt)
    .innerJoin(environment, eq(environment.id, attempt.environmentId))
    .where(
      and(
        eq(attempt.personId, personId),
        eq(attempt.state, 'active'),
        inArray(environment.state, [...attemptStates]),
      ),
    );
  return rows.map((row) => row.attempt);
}

/** Only one transaction at a time decides over a person's attempts. */
export async function lockPerson(tx: Transaction, personId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`person:${personId}`}, 0))`);
}

export async function insertAttempt(tx: Transaction, row: typeof attempt.$inferInsert): Promise<void> {
  await tx.insert(attempt).values(row);
  if (row.id && row.environmentId) await rememberEnvironment(tx, row.id, row.environmentId);
}

async function rememberEnvironment(tx: Queryable, attemptId: string, environmentId: string): Promise<void> {
  await tx.insert(environmentOfAttempt).values({ attemptId, environmentId }).onConflictDoNothing();
}

/** Changes an attempt, raises its revision and announces it; every change the workspace shows goes this way. */
export async function changeAttempt(
  tx: Queryable,
  id: string,
  change: Partial<typeof attempt.$inferInsert> = {},
): Promise<void> {
  await tx
    .update(attempt)
    .set({ ...change, revision: sql`${attempt.revision} + 1` })
    .where(eq(attempt.id, id));
  if (change.environmentId) await rememberEnvironment(tx, id, change.environmentId);
  await notifyChange(tx, { kind: 'attempt', attemptId: id });
}
