import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { labTest, labTestStep } from '../schema/lab-tests.ts';
import { person } from '../schema/people.ts';

export type LabTestRow = typeof labTest.$inferSelect;
export type LabTestStepRow = typeof labTestStep.$inferSelect;
/** With the name of who asked for it; null for the schedule and for people who are no longer known. */
export type NamedLabTestRow = LabTestRow & { readonly byName: string | null };

/** States in which a test is not over. */
export const openStates = ['queued', 'running'] as const;

export async function insertLabTest(tx: Queryable, row: typeof labTest.$inferInsert): Promise<LabTestRow> {
  const [made] = await tx.insert(labTest).values(row).returning();
  if (!made) throw new Error('The test was not stored.');
  await notifyChange(tx, { kind: 'lab-test', labTestId: made.id });
  return made;
}

export async function findLabTest(db: Queryable, id: string): Promise<LabTestRow | undefined> {
  const [row] = await db.select().from(labTest).where(eq(labTest.id, id));
  return row;
}

export async function findNamedLabTest(db: Queryable, id: string): Promise<NamedLabTestRow | undefined> {
  const [row] = await named(db).where(eq(labTest.id, id));
  return row && { ...row.labTest, byName: row.byName };
}

export async function lockLabTest(tx: Transaction, id: string): Promise<LabTestRow | undefined> {
  const [row] = await tx.select().from(labTest).where(eq(labTest.id, id)).for('update');
  return row;
}

/** The test that an environment was made for. */
export async function findLabTestOfEnvironment(
  db: Queryable,
  environmentId: string,
): Promise<LabTestRow | undefined> {
  const [row] = await db.select().from(labTest).where(eq(labTest.environmentId, environmentId));
  return row;
}

/** Changes a test, raises its revision and announces it. */
export async function changeLabTest(
  tx: Queryable,
  id: string,
  change: Partial<typeof labTest.$inferInsert>,
): Promise<void> {
  await tx
    .update(labTest)
    .set({ ...change, revision: sql`${labTest.revision} + 1` })
    .where(eq(labTest.id, id));
  await notifyChange(tx, { kind: 'lab-test', labTestId: id });
}

/** The same, only while it is under way: what comes late must not bring an ended test to life. */
export async function changeRunningLabTest(
  tx: Queryable,
  id: string,
  change: Pick<typeof labTest.$inferInsert, 'now'>,
): Promise<void> {
  const rows = await tx
    .update(labTest)
    .set({ ...change, revision: sql`${labTest.revision} + 1` })
    .where(and(eq(labTest.id, id), eq(labTest.state, 'running')))
    .returning({ id: labTest.id });
  if (rows.length > 0) await notifyChange(tx, { kind: 'lab-test', labTestId: id });
}

/** Tests that are not over, in the order in which they were asked for; those of the schedule behind those of people. */
export async function listOpenLabTests(db: Queryable): Promise<LabTestRow[]> {
  return db
    .select()
    .from(labTest)
    .where(inArray(labTest.state, [...openStates]))
    .orderBy(sql`${labTest.source} = 'schedule'`, asc(labTest.createdAt), asc(labTest.id));
}

/** Newest first; of one lab, or of all. */
export async function listLabTests(
  db: Queryable,
  { slug, limit }: { readonly slug: string | undefined; readonly limit: number },
): Promise<NamedLabTestRow[]> {
  const rows = await named(db)
    .where(slug === undefined ? undefined : eq(labTest.slug, slug))
    .orderBy(desc(labTest.createdAt), desc(labTest.id))
    .limit(limit);
  return rows.map((row) => ({ ...row.labTest, byName: row.byName }));
}

function named(db: Queryable) {
  return db
    .select({ labTest, byName: person.name })
    .from(labTest)
    .leftJoin(person, eq(person.id, labTest.requestedBy))
    .$dynamic();
}

export async function insertLabTestStep(tx: Queryable, row: typeof labTestStep.$inferInsert): Promise<void> {
  await tx.insert(labTestStep).values(row);
}

export async function listLabTestSteps(db: Queryable, labTestId: string): Promise<LabTestStepRow[]> {
  return db
    .select()
    .from(labTestStep)
    .where(eq(labTestStep.labTestId, labTestId))
    .orderBy(asc(labTestStep.number));
}

export async function findLabTestStep(
  db: Queryable,
  labTestId: string,
  number: number,
): Promise<LabTestStepRow | undefined> {
  const [row] = await db
    .select()
    .from(labTestStep)
    .where(and(eq(labTestStep.labTestId, labTestId), eq(labTestStep.number, number)));
  return row;
}

/** Before a test is begun anew. */
export async function deleteLabTestSteps(tx: Queryable, labTestId: string): Promise<void> {
  await tx.delete(labTestStep).where(eq(labTestStep.labTestId, labTestId));
}
