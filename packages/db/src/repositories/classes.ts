import { and, asc, desc, eq, getTableColumns, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { classes, classMember, classMessage } from '../schema/classes.ts';
import { person } from '../schema/people.ts';

export type ClassRow = typeof classes.$inferSelect;
/** With the name of who planned it. */
export type NamedClass = ClassRow & { readonly ownerName: string | null };

/** A list of classes has no more, the newest. */
const mostListed = 200;
/** Each push of each workspace of a class has its messages: so many are shown. */
const mostMessages = 50;

/** Classes with how many people are in each who have not left, the latest first: all, or those that somebody planned. */
export async function listClassRows(
  db: Queryable,
  ownerId: string | null,
): Promise<(NamedClass & { readonly people: number })[]> {
  const people = sql<number>`(select count(*)::int from ${classMember} m join ${person} p on p.id = m.person_id
    where m.class_id = ${classes.id} and p.deactivated_at is null)`;
  return db
    .select({ ...getTableColumns(classes), ownerName: person.name, people })
    .from(classes)
    .leftJoin(person, eq(person.id, classes.ownerId))
    .where(ownerId === null ? undefined : eq(classes.ownerId, ownerId))
    .orderBy(desc(classes.startsAt), desc(classes.id))
    .limit(mostListed);
}

export async function findClass(db: Queryable, id: string): Promise<NamedClass | undefined> {
  const [row] = await db
    .select({ ...getTableColumns(classes), ownerName: person.name })
    .from(classes)
    .leftJoin(person, eq(person.id, classes.ownerId))
    .where(eq(classes.id, id));
  return row;
}

/** The class, locked until the transaction ends. */
export async function lockClass(tx: Transaction, id: string): Promise<ClassRow | undefined> {
  const [row] = await tx.select().from(classes).where(eq(classes.id, id)).for('update');
  return row;
}

/** Planned classes whose time has come, the one that waits longest first. */
export async function listDueClasses(db: Queryable, now: Date): Promise<string[]> {
  const rows = await db
    .select({ id: classes.id })
    .from(classes)
    .where(and(eq(classes.state, 'planned'), lte(classes.startsAt, now)))
    .orderBy(asc(classes.startsAt), asc(classes.id));
  return rows.map(({ id }) => id);
}

/** Classes that have been open since before `since`. */
export async function listClassesOpenSince(db: Queryable, since: Date): Promise<string[]> {
  const rows = await db
    .select({ id: classes.id })
    .from(classes)
    .where(and(eq(classes.state, 'open'), lt(classes.openedAt, since)));
  return rows.map(({ id }) => id);
}

export async function insertClass(tx: Transaction, row: typeof classes.$inferInsert): Promise<ClassRow> {
  const [inserted] = await tx.insert(classes).values(row).returning();
  if (!inserted) throw new Error('PostgreSQL did not return the row it inserted.');
  return inserted;
}

/** Changes it and tells the pages that show it. */
export async function changeClassRow(
  tx: Transaction,
  id: string,
  change: Partial<Pick<ClassRow, 'title' | 'slug' | 'state' | 'startsAt' | 'openedAt' | 'endedAt'>>,
): Promise<void> {
  await tx.update(classes).set(change).where(eq(classes.id, id));
  await announceClass(tx, id);
}

/** With who is in it, and what is wanted of the pool for it. */
export async function deleteClass(tx: Transaction, id: string): Promise<void> {
  await tx.delete(classes).where(eq(classes.id, id));
  await announceClass(tx, id);
}

/** Tells the pages that show it. */
export async function announceClass(tx: Queryable, classId: string): Promise<void> {
  await notifyChange(tx, { kind: 'class', classId });
}

/** What was said to all last, the newest first, with names. */
export async function listClassMessages(db: Queryable, classId: string) {
  return db
    .select({
      id: classMessage.id,
      text: classMessage.text,
      by: person.name,
      sentAt: classMessage.sentAt,
    })
    .from(classMessage)
    .leftJoin(person, and(eq(person.id, classMessage.authorId), isNull(person.erasedAt)))
    .where(eq(classMessage.classId, classId))
    .orderBy(desc(classMessage.sentAt), desc(classMessage.id))
    .limit(mostMessages);
}

export async function insertClassMessage(
  tx: Transaction,
  row: Omit<typeof classMessage.$inferSelect, 'id'>,
): Promise<string> {
  const [inserted] = await tx.insert(classMessage).values(row).returning({ id: classMessage.id });
  if (!inserted) throw new Error('PostgreSQL did not return the row it inserted.');
  await announceClass(tx, row.classId);
  return inserted.id;
}
