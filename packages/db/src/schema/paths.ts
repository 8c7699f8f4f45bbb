import { sql } from 'drizzle-orm';
import { check, date, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { person, team } from './people.ts';

/** The paths of the content, each as it was read last without an error. */
export const path = pgTable('path', {
  /** Name of its file. */
  id: text().primaryKey(),
  /** `PathDefinition` of packages/lab-format; validated on the way in. */
  definition: jsonb().$type<unknown>().notNull(),
  /** Git commit it was read from; null where no commit holds it. */
  commit: text(),
  publishedAt: at('published_at').notNull(),
  /** Set when it left the content; who was given it keeps it. */
  withdrawnAt: at('withdrawn_at'),
});

/** Who goes which path, from when on: a person, or everybody who is in a team. */
export const pathAssignment = pgTable(
  'path_assignment',
  {
    id: uuid().primaryKey().defaultRandom(),
    pathId: text('path_id')
      .notNull()
      .references(() => path.id),
    personId: text('person_id').references(() => person.id, { onDelete: 'cascade' }),
    teamId: uuid('team_id').references(() => team.id, { onDelete: 'cascade' }),
    /** Day 0, as `2026-11-02`. */
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    assignedBy: text('assigned_by').references(() => person.id, { onDelete: 'set null' }),
    assignedAt: at('assigned_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    check('path_assignment_to_one', sql`num_nonnulls(${t.personId}, ${t.teamId}) = 1`),
    uniqueIndex('path_assignment_person').on(t.personId, t.pathId).where(sql`${t.endedAt} is null`),
    uniqueIndex('path_assignment_team').on(t.teamId, t.pathId).where(sql`${t.endedAt} is null`),
  ],
);

/** Another due date than the path's, for one person; the one that was given last. */
export const pathDue = pgTable(
  'path_due',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    pathId: text('path_id')
      .notNull()
      .references(() => path.id),
    /** Of an item; kept when the path has it no more. */
    itemId: text('item_id').notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    reason: text().notNull(),
    movedBy: text('moved_by').references(() => person.id, { onDelete: 'set null' }),
    movedAt: at('moved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.pathId, t.itemId] })],
);

/** What somebody says they have read. */
export const pathReading = pgTable(
  'path_reading',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    pathId: text('path_id')
      .notNull()
      .references(() => path.id),
    itemId: text('item_id').notNull(),
    readAt: at('read_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.pathId, t.itemId] })],
);
