import { aPerson } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attempt, taskCheck } from './schema/attempts.ts';
import { labVersion } from './schema/labs.ts';
import { auditEvent } from './schema/platform.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await withDb();
});
afterAll(() => database.close());

const refused = { cause: { code: '42501' } };

describe('audit_event', () => {
  it('takes new rows and refuses every other change, to its owner and to a superuser alike', async () => {
    const { db } = database;
    const row = { actor: 'system', via: 'system', action: 'test', subjectKind: 'test', subjectId: '1' };
    await db.insert(auditEvent).values(row);
    await expect(db.update(auditEvent).set({ actor: 'mallory' })).rejects.toMatchObject(refused);
    await expect(db.delete(auditEvent)).rejects.toMatchObject(refused);
    await expect(db.execute(sql`truncate audit_event`)).rejects.toMatchObject(refused);
    await expect(
      db.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        await tx.delete(auditEvent);
      }),
    ).rejects.toMatchObject(refused);
    expect(await db.select({ actor: auditEvent.actor }).from(auditEvent)).toEqual([{ actor: 'system' }]);
  });
});

describe('task_check', () => {
  it('keeps the time of the first pass, whatever a later statement writes', async () => {
    const { db } = database;
    const { id: personId } = await aPerson(db);
    const [version] = await db
      .insert(labVersion)
      .values({ slug: 'a/b', hash: 'h', definition: {} })
      .returning();
    const [made] = await db
      .insert(attempt)
      .values({
        personId,
        slug: 'a/b',
        labVersionId: version?.id ?? '',
        number: 1,
        state: 'active',
        seed: 's',
        params: {},
        maxScore: 10,
      })
      .returning();
    const attemptId = made?.id ?? '';
    const passedAt = new Date('2026-01-01T00:00:00Z');
    await db.insert(taskCheck).values({ attemptId, taskId: 't', checkId: 'c', passedAt });
    await db.update(taskCheck).set({ passedAt: null, latestVerdict: 'not_yet' });
    const [kept] = await db.select().from(taskCheck).where(eq(taskCheck.attemptId, attemptId));
    expect(kept).toMatchObject({ passedAt, latestVerdict: 'not_yet' });
  });
});

describe('lab_version', () => {
  it('is never changed', async () => {
    await database.db.insert(labVersion).values({ slug: 'c/d', hash: 'h', definition: {} });
    await expect(database.db.update(labVersion).set({ hash: 'other' })).rejects.toMatchObject(refused);
  });
});
