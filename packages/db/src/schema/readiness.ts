import { sql } from 'drizzle-orm';
import { pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { person } from './people.ts';

/** A senior's word that somebody has a skill. Rows stay: they say who said so, from when to when, and why not any more. */
export const signOff = pgTable(
  'sign_off',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** Of `skills.yaml`; kept when that has it no more. */
    skillId: text('skill_id').notNull(),
    /** What it stands on. */
    note: text().notNull(),
    signedBy: text('signed_by').references(() => person.id, { onDelete: 'set null' }),
    signedAt: at('signed_at').notNull(),
    /** Set when it was taken back, and when a newer one took its place. */
    endedAt: at('ended_at'),
    endedBy: text('ended_by').references(() => person.id, { onDelete: 'set null' }),
    /** Why it was taken back; null where a newer one took its place. */
    endReason: text('end_reason'),
  },
  (t) => [uniqueIndex('sign_off_one_open').on(t.personId, t.skillId).where(sql`${t.endedAt} is null`)],
);
