import type { HelpState } from '@springboard/contracts/help.ts';
import type { HelpContext } from '@springboard/contracts/help-queue.ts';
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { attempt } from './attempts.ts';
import { at } from './columns.ts';
import { person } from './people.ts';

/** A learner's question to mentors about a task, with what was on their screen when they asked. */
export const helpRequest = pgTable(
  'help_request',
  {
    id: uuid().primaryKey().defaultRandom(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    taskId: text('task_id').notNull(),
    question: text().notNull(),
    /** Never changed: what the checks and the screen said when it was asked. */
    context: jsonb().$type<HelpContext>().notNull(),
    state: text().$type<HelpState>().notNull(),
    askedAt: at('asked_at').notNull(),
    /** The mentor who is at it or who answered; null while it waits. */
    mentorId: text('mentor_id').references(() => person.id, { onDelete: 'set null' }),
    takenAt: at('taken_at'),
    /** Markdown. */
    answer: text(),
    answeredAt: at('answered_at'),
    endedAt: at('ended_at'),
  },
  (t) => [
    uniqueIndex('help_request_one_open')
      .on(t.attemptId, t.taskId)
      .where(sql`${t.state} in ('waiting', 'taken')`),
    index('help_request_open').on(t.askedAt).where(sql`${t.state} in ('waiting', 'taken')`),
    index('help_request_attempt').on(t.attemptId, t.askedAt),
    index('help_request_ended').on(t.endedAt),
  ],
);

/** Question and answer that a mentor kept beside a task, in words that name nobody. By lab and task, so that it outlives the lab's versions. */
export const keptAnswer = pgTable(
  'kept_answer',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull(),
    taskId: text('task_id').notNull(),
    question: text().notNull(),
    /** Markdown. */
    answer: text().notNull(),
    /** Shown to nobody: it only keeps one question from being kept twice. */
    helpRequestId: uuid('help_request_id').unique(),
    keptAt: at('kept_at').notNull(),
  },
  (t) => [index('kept_answer_task').on(t.slug, t.taskId)],
);
