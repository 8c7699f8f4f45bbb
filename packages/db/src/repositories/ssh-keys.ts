import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { person, sshKey } from '../schema/people.ts';

export type SshKeyRow = typeof sshKey.$inferSelect;

/** `last_used_at` is written at most this often. */
const lastUsedEvery = '1 minute';

/** Undefined when the person has registered this key already. */
export async function insertSshKey(
  tx: Queryable,
  row: typeof sshKey.$inferInsert,
): Promise<SshKeyRow | undefined> {
  const [inserted] = await tx
    .insert(sshKey)
    .values(row)
    .onConflictDoNothing({ target: [sshKey.personId, sshKey.fingerprint] })
    .returning();
  return inserted;
}

/** A person's keys, newest first. */
export async function listSshKeysOf(db: Queryable, personId: string): Promise<SshKeyRow[]> {
  return db.select().from(sshKey).where(eq(sshKey.personId, personId)).orderBy(desc(sshKey.createdAt));
}

export async function countSshKeysOf(db: Queryable, personId: string): Promise<number> {
  return db.$count(sshKey, eq(sshKey.personId, personId));
}

/** Answers what was removed; undefined when the person has no such key. */
export async function deleteSshKey(
  tx: Queryable,
  id: string,
  personId: string,
): Promise<SshKeyRow | undefined> {
  const [row] = await tx
    .delete(sshKey)
    .where(and(eq(sshKey.id, id), eq(sshKey.personId, personId)))
    .returning();
  return row;
}

export async function noteSshKeyUsed(tx: Queryable, id: string): Promise<void> {
  const old = lt(sshKey.lastUsedAt, sql`now() - ${lastUsedEvery}::interval`);
  await tx
    .update(sshKey)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(sshKey.id, id), or(isNull(sshKey.lastUsedAt), old)));
}

export interface SshLoginRow {
  readonly keyId: string;
  readonly personId: string;
  readonly body: string;
  /** Null when the attempt is not this person's, or there is none. */
  readonly attemptState: typeof attempt.$inferSelect.state | null;
}

/**
 * Whose key it is and how the attempt is, if it is theirs: one question, so that all answers take the same time. Of several people with the
 * same key it is the one whose attempt it is.
 */
export async function findSshLogin(
  db: Queryable,
  { fingerprint, attemptId }: { fingerprint: string; attemptId: string },
): Promise<SshLoginRow | undefined> {
  const [row] = await db
    .select({
      keyId: sshKey.id,
      personId: sshKey.personId,
      body: sshKey.body,
      attemptState: attempt.state,
    })
    .from(sshKey)
    .innerJoin(person, and(eq(person.id, sshKey.personId), isNull(person.deactivatedAt)))
    .leftJoin(attempt, and(eq(attempt.id, attemptId), eq(attempt.personId, sshKey.personId)))
    .where(eq(sshKey.fingerprint, fingerprint))
    .orderBy(sql`${attempt.id} is null`)
    .limit(1);
  return row;
}

export async function sshKeyExists(db: Queryable, id: string): Promise<boolean> {
  return (await db.$count(sshKey, eq(sshKey.id, id))) > 0;
}
