import { jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';

/** One content state of one lab. Attempts stay on the version they began with, so rows are never changed. */
export const labVersion = pgTable(
  'lab_version',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull(),
    /** SHA-256 over the lab's files. */
    hash: text().notNull(),
    /** Git commit it was read from, when there is one. */
    commit: text(),
    /** `LabDefinition` of packages/lab-format; validated on the way in. */
    definition: jsonb().$type<unknown>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [unique('lab_version_content').on(t.slug, t.hash)],
);

/** The catalogue: which version of each lab is published now. */
export const lab = pgTable('lab', {
  slug: text().primaryKey(),
  versionId: uuid('version_id')
    .notNull()
    .references(() => labVersion.id),
  /** Name of whoever committed to it last; null where none is known. */
  owner: text(),
  publishedAt: timestamp('published_at', { withTimezone: true }).notNull().defaultNow(),
  /** Git commit it was published from; null until one holds what was read. */
  commit: text(),
  /** Set when the lab left the content; attempts that run go on. */
  withdrawnAt: timestamp('withdrawn_at', { withTimezone: true }),
});
