import type { NoticeChannel, NoticeKind, OutsideChannel } from '@springboard/contracts/notices.ts';
import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { person } from './people.ts';

/** What a person is told of. The words are kept as they were when it happened. */
export const notice = pgTable(
  'notice',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    kind: text().$type<NoticeKind>().notNull(),
    /** What it tells of: a person is told of one thing once. */
    about: text().notNull(),
    title: text().notNull(),
    detail: text(),
    /** What a mail says besides title and link, where that is more than the detail. */
    body: text(),
    /** Path of a page of the platform. */
    link: text().notNull(),
    /** False: they want this kind elsewhere only. */
    inPage: boolean('in_page').notNull(),
    createdAt: at('created_at').notNull(),
    readAt: at('read_at'),
  },
  (t) => [
    unique('notice_once').on(t.personId, t.kind, t.about),
    index('notice_person').on(t.personId, t.createdAt),
    index('notice_unread').on(t.personId).where(sql`${t.readAt} is null and ${t.inPage}`),
  ],
);

/** Where a person wants a kind; without a row it is shown where it usually is. */
export const noticeChoice = pgTable(
  'notice_choice',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    kind: text().$type<NoticeKind>().notNull(),
    channels: text().array().$type<NoticeChannel[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.kind] })],
);

/**
 * A notice on its way out of the platform. `unneeded`: its person had read it, or somebody had seen to it, before it left. `sending` is written before it is sent: what is found in it later was cut off, may have
 * arrived, and is not sent again.
 */
export const noticeDelivery = pgTable(
  'notice_delivery',
  {
    id: uuid().primaryKey().defaultRandom(),
    noticeId: uuid('notice_id')
      .notNull()
      .references(() => notice.id, { onDelete: 'cascade' }),
    channel: text().$type<OutsideChannel>().notNull(),
    state: text().$type<'waiting' | 'sending' | 'sent' | 'unneeded' | 'failed'>().notNull(),
    tries: integer().notNull().default(0),
    /** Why the last try failed, without addresses and secrets. */
    problem: text(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    unique('notice_delivery_once').on(t.noticeId, t.channel),
    index('notice_delivery_failed').on(t.changedAt).where(sql`${t.state} = 'failed'`),
  ],
);
