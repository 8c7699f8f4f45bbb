import type { NoticeChannel, NoticeKind } from '@springboard/contracts/notices.ts';
import { and, count, desc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { notice, noticeChoice } from '../schema/notices.ts';

export type NoticeRow = typeof notice.$inferSelect;

/** Stores notices and tells the pages of those whom they are for; whoever was told of the same before is left out. Answers what is new. */
export async function insertNotices(
  tx: Queryable,
  rows: readonly Omit<NoticeRow, 'id' | 'readAt'>[],
): Promise<NoticeRow[]> {
  if (rows.length === 0) return [];
  // In one order, so that two who tell the same people do not wait for each other.
  const sorted = rows.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  const inserted = await tx.insert(notice).values(sorted).onConflictDoNothing().returning();
  await announce(tx, inserted);
  return inserted;
}

/** Where these people want a kind, as far as they have chosen. */
export async function listChoicesOf(
  db: Queryable,
  people: readonly string[],
  kind: NoticeKind,
): Promise<ReadonlyMap<string, readonly NoticeChannel[]>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .select()
    .from(noticeChoice)
    .where(and(inArray(noticeChoice.personId, [...people]), eq(noticeChoice.kind, kind)));
  return new Map(rows.map(({ personId, channels }) => [personId, channels]));
}

/** What a person has chosen, by kind. */
export async function listOwnChoices(
  db: Queryable,
  personId: string,
): Promise<ReadonlyMap<NoticeKind, readonly NoticeChannel[]>> {
  const rows = await db.select().from(noticeChoice).where(eq(noticeChoice.personId, personId));
  return new Map(rows.map(({ kind, channels }) => [kind, channels]));
}

export async function saveChoice(
  db: Queryable,
  row: { readonly personId: string; readonly kind: NoticeKind; readonly channels: NoticeChannel[] },
): Promise<void> {
  await db
    .insert(noticeChoice)
    .values(row)
    .onConflictDoUpdate({
      target: [noticeChoice.personId, noticeChoice.kind],
      set: { channels: row.channels },
    });
}

/** A person's notices of the page, the newest first. */
export async function listNotices(db: Queryable, personId: string, limit: number): Promise<NoticeRow[]> {
  return db
    .select()
    .from(notice)
    .where(and(eq(notice.personId, personId), eq(notice.inPage, true)))
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(limit);
}

export async function countUnread(db: Queryable, personId: string): Promise<number> {
  const [row] = await db.select({ unread: count() }).from(notice).where(unreadOf(personId));
  return row?.unread ?? 0;
}

/** Marks one of a person's notices as read; false when it is not theirs. */
export async function readNotice(tx: Queryable, personId: string, id: string, at: Date): Promise<boolean> {
  const own = and(eq(notice.personId, personId), eq(notice.id, id));
  const [found] = await tx.select({ readAt: notice.readAt }).from(notice).where(own);
  if (!found) return false;
  if (found.readAt !== null) return true;
  await tx.update(notice).set({ readAt: at }).where(own);
  await announce(tx, [{ personId }]);
  return true;
}

export async function readAllNotices(tx: Queryable, personId: string, at: Date): Promise<void> {
  await tx.update(notice).set({ readAt: at }).where(unreadOf(personId));
  await announce(tx, [{ personId }]);
}

/** Nobody has to see to it any more: whoever was told of it and has not looked need not. */
export async function readNoticesAbout(
  tx: Queryable,
  kind: NoticeKind,
  about: string,
  at: Date,
): Promise<void> {
  const rows = await tx
    .update(notice)
    .set({ readAt: at })
    .where(and(eq(notice.kind, kind), eq(notice.about, about), isNull(notice.readAt)))
    .returning({ personId: notice.personId });
  await announce(tx, rows);
}

/** Somebody has to see to it again: whoever was told of it has not looked yet. */
export async function unreadNoticesAbout(tx: Queryable, kind: NoticeKind, about: string): Promise<void> {
  const rows = await tx
    .update(notice)
    .set({ readAt: null })
    .where(and(eq(notice.kind, kind), eq(notice.about, about)))
    .returning({ personId: notice.personId });
  await announce(tx, rows);
}

/** Forgets notices from before a moment, and what became of their deliveries. */
export async function deleteOldNotices(db: Queryable, before: Date): Promise<void> {
  await db.delete(notice).where(lt(notice.createdAt, before));
}

function unreadOf(personId: string) {
  return and(eq(notice.personId, personId), eq(notice.inPage, true), isNull(notice.readAt));
}

async function announce(tx: Queryable, told: readonly { readonly personId: string }[]): Promise<void> {
  for (const personId of new Set(told.map((one) => one.personId)))
    await notifyChange(tx, { kind: 'notice', personId });
}
