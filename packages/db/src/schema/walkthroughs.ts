import type { WalkthroughDraft } from '@springboard/contracts/walkthroughs.ts';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { attempt } from './attempts.ts';
import { at } from './columns.ts';
import { person } from './people.ts';

/** What others see: the spans that were cut out, each in a file of its own. */
export interface PublishedWalkthrough {
  readonly title: string;
  readonly parts: readonly {
    readonly recording: string;
    readonly node: string;
    readonly number: number;
    readonly from: string;
    readonly until: string;
    /** Name in the walk-through's folder among the recordings. */
    readonly file: string;
  }[];
  readonly chapters: WalkthroughDraft['chapters'];
}

/** A walk-through of a lab by somebody who has passed it. By lab, so that it outlives the lab's versions. */
export const walkthrough = pgTable(
  'walkthrough',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** Whose recordings it is made from. */
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    draft: jsonb().$type<WalkthroughDraft>().notNull(),
    /** Of the draft: one higher with each save. */
    revision: integer().notNull().default(0),
    savedAt: at('saved_at').notNull(),
    /** Null: nobody else sees it. */
    published: jsonb().$type<PublishedWalkthrough>(),
    /** Of the draft that was published last. */
    publishedRevision: integer('published_revision'),
    /** Since when it can be seen: publishing it again keeps it. */
    publishedAt: at('published_at'),
    hiddenAt: at('hidden_at'),
    hiddenBy: text('hidden_by').references(() => person.id, { onDelete: 'set null' }),
    hiddenReason: text('hidden_reason'),
  },
  (t) => [
    index('walkthrough_lab').on(t.slug, t.publishedAt).where(sql`${t.publishedAt} is not null`),
    index('walkthrough_person').on(t.personId, t.slug),
  ],
);

/** How helpful somebody found one, as they said last. */
export const walkthroughRating = pgTable(
  'walkthrough_rating',
  {
    walkthroughId: uuid('walkthrough_id')
      .notNull()
      .references(() => walkthrough.id, { onDelete: 'cascade' }),
    personId: text('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** 1 to 5. */
    stars: smallint().notNull(),
    text: text().notNull(),
    ratedAt: at('rated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.walkthroughId, t.personId] })],
);
