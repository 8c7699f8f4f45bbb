import type { FollowEnder, FollowReach, FollowState, Takeover } from '@springboard/contracts/follows.ts';
import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { attempt } from './attempts.ts';
import { at } from './columns.ts';
import { person } from './people.ts';

/** A mentor who asked to follow the terminals of an attempt, and what came of it. Rows stay: they say who saw what, and from when to when. */
export const terminalFollow = pgTable(
  'terminal_follow',
  {
    id: uuid().primaryKey().defaultRandom(),
    attemptId: uuid('attempt_id')
      .notNull()
      .references(() => attempt.id, { onDelete: 'cascade' }),
    /** The learner's yes is for this environment and no other. No foreign key: the row outlives the environment. */
    environmentId: uuid('environment_id').notNull(),
    mentorId: text('mentor_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    state: text().$type<FollowState>().notNull(),
    /** Null until the learner has agreed. */
    reach: text().$type<FollowReach>(),
    /** Null while the mentor neither types nor has asked to. */
    takeover: text().$type<Takeover>(),
    askedAt: at('asked_at').notNull(),
    answeredAt: at('answered_at'),
    /** A request lapses then, and following ends; null while the mentor is away. */
    until: at('until'),
    endedAt: at('ended_at'),
    endedBy: text('ended_by').$type<FollowEnder>(),
  },
  (t) => [
    index('terminal_follow_attempt').on(t.attemptId, t.mentorId),
    index('terminal_follow_environment').on(t.environmentId),
    index('terminal_follow_mentor').on(t.mentorId).where(sql`${t.endedAt} is null`),
    uniqueIndex('terminal_follow_one_open').on(t.attemptId, t.mentorId).where(sql`${t.endedAt} is null`),
    uniqueIndex('terminal_follow_one_typist').on(t.attemptId).where(sql`${t.takeover} = 'held'`),
  ],
);
