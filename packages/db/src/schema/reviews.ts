import type { CriterionMark, ReviewDecision } from '@springboard/contracts/submissions.ts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { submission } from './attempts.ts';
import { at } from './columns.ts';
import { person } from './people.ts';

/** The version that something is said of. */
const version = {
  attemptId: uuid('attempt_id').notNull(),
  taskId: text('task_id').notNull(),
  version: integer().notNull(),
};
const versionKey = () => [submission.attemptId, submission.taskId, submission.version] as const;

/** What each reviewer said of a version: one review of a person for each. */
export const submissionReview = pgTable(
  'submission_review',
  {
    ...version,
    reviewerId: text('reviewer_id')
      .notNull()
      .references(() => person.id),
    /** As somebody who has passed the same lab. */
    peer: boolean().notNull().default(false),
    decision: text().$type<ReviewDecision>().notNull(),
    /** A mark for each criterion of the rubric. */
    marks: jsonb().$type<CriterionMark[]>().notNull(),
    comment: text().notNull(),
    /** By the rubric. */
    points: doublePrecision().notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.attemptId, t.taskId, t.version, t.reviewerId] }),
    foreignKey({
      name: 'submission_review_of',
      columns: [t.attemptId, t.taskId, t.version],
      foreignColumns: [...versionKey()],
    }).onDelete('cascade'),
    index('submission_review_reviewer').on(t.reviewerId),
    index('submission_review_at').on(t.at),
  ],
);

/** What reviewers said of lines of a version, or of a moment in what its writer's terminals printed. */
export const submissionComment = pgTable(
  'submission_comment',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...version,
    authorId: text('author_id')
      .notNull()
      .references(() => person.id),
    /** Lines of its Markdown from 1, both included. */
    fromLine: integer('from_line'),
    toLine: integer('to_line'),
    /** Name of a recording of the attempt, and the moment in it. */
    recording: text(),
    moment: at('moment'),
    text: text().notNull(),
    at: at('at').notNull(),
    /** When a reviewer saw that it was seen to, and who. */
    settledAt: at('settled_at'),
    settledBy: text('settled_by').references(() => person.id),
  },
  (t) => [
    foreignKey({
      name: 'submission_comment_of',
      columns: [t.attemptId, t.taskId, t.version],
      foreignColumns: [...versionKey()],
    }).onDelete('cascade'),
    index('submission_comment_version').on(t.attemptId, t.taskId, t.version),
    check(
      'submission_comment_place',
      sql`(num_nonnulls(${t.fromLine}, ${t.toLine}), num_nonnulls(${t.recording}, ${t.moment})) in ((2, 0), (0, 2))`,
    ),
  ],
);
