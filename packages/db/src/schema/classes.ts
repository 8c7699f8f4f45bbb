import type { ClassState } from '@springboard/contracts/classes.ts';
import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { person } from './people.ts';

/** A lab that a group of people begins together. */
export const classes = pgTable(
  'class',
  {
    id: uuid().primaryKey().defaultRandom(),
    title: text().notNull(),
    slug: text().notNull(),
    state: text().$type<ClassState>().notNull(),
    /** Who planned it. */
    ownerId: text('owner_id').references(() => person.id, { onDelete: 'set null' }),
    startsAt: at('starts_at').notNull(),
    createdAt: at('created_at').notNull(),
    /** When it really began. */
    openedAt: at('opened_at'),
    endedAt: at('ended_at'),
  },
  (t) => [
    check('class_state_known', sql`${t.state} in ('planned', 'open', 'ended')`),
    index('class_owner').on(t.ownerId, t.startsAt),
    index('class_not_ended').on(t.startsAt).where(sql`${t.state} <> 'ended'`),
  ],
);

export const classMember = pgTable(
  'class_member',
  {
    classId: uuid('class_id')
      .notNull()
      .references(() => classes.id, { onDelete: 'cascade' }),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** When an attempt was started for them, or could not be; null: not tried yet. */
    triedAt: at('tried_at'),
    /** Why it could not, and what to do. */
    problem: text(),
  },
  (t) => [primaryKey({ columns: [t.classId, t.personId] }), index('class_member_person').on(t.personId)],
);

/** What was said to all who are in a class. */
export const classMessage = pgTable(
  'class_message',
  {
    id: uuid().primaryKey().defaultRandom(),
    classId: uuid('class_id')
      .notNull()
      .references(() => classes.id, { onDelete: 'cascade' }),
    authorId: text('author_id').references(() => person.id, { onDelete: 'set null' }),
    text: text().notNull(),
    sentAt: at('sent_at').notNull(),
  },
  (t) => [index('class_message_class').on(t.classId, t.sentAt)],
);
