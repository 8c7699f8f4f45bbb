import type { CriterionMark, ReviewDecision } from '@springboard/contracts/submissions.ts';
import {
  boolean,
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

/** What reviewers said of lines of a version. */
export const submissionComment = pgTable(
  'submission_comment',
  {
    id: uuid().primaryKey().defaultRandom(),
    ...version,
    authorId: text('author_id')
      .notNull()
      .references(() => person.id),
    /** Lines of its Markdown from 1, both included. */
    fromLine: integer('from_line').notNull(),
    toLine: integer('to_line').notNull(),
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
  ],
);
