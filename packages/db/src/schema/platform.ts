import { type SQLWrapper, sql } from 'drizzle-orm';
import { bigserial, check, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { at } from './columns.ts';

/** Work that is to be enqueued, written in the transaction of the state it belongs to; the worker forwards it to BullMQ. */
export const outbox = pgTable('outbox', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  job: text().notNull(),
  payload: jsonb().$type<unknown>().notNull(),
  jobId: text('job_id').notNull(),
  runAt: at('run_at').notNull().defaultNow(),
  createdAt: at('created_at').notNull().defaultNow(),
});

/** The words of a line of the audit that a free search looks in: all but its time. What parts a name or an address into words is the same in the question. */
export function auditWords(
  t: Record<'action' | 'actor' | 'subjectKind' | 'subjectId' | 'detail' | 'ip', SQLWrapper>,
) {
  return sql`to_tsvector('simple', ${asWords(sql`${t.action} || ' ' || ${t.actor} || ' ' || ${t.subjectKind} || ' ' || ${t.subjectId} || ' ' || coalesce(${t.ip}, '') || ' ' || ${t.detail}::text`)})`;
}

/** A text with spaces for what joins words, so that `attempt.finish` and `ceph/first-cluster` are found by each of theirs. */
export function asWords(text: SQLWrapper) {
  return sql`translate(${text}, './-_:@{}[]",', '            ')`;
}

/** Who did what, when, to what, from where. A trigger refuses UPDATE, DELETE and TRUNCATE. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: at('at').notNull().defaultNow(),
    /** Person id, or `system`. No foreign key: the record outlives the person. */
    actor: text().notNull(),
    /** `session`, `api-token`, `sign-in-link`, `password`, `provider`, `ssh-key` or `system`. */
    via: text().notNull(),
    action: text().notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    ip: text(),
  },
  (t) => [
    // Pages go by time and number, whatever narrows them.
    index('audit_event_time').on(t.at, t.id),
    index('audit_event_actor').on(t.actor, t.at, t.id),
    index('audit_event_action').on(t.action, t.at, t.id),
    index('audit_event_subject').on(t.subjectKind, t.subjectId),
    index('audit_event_words').using('gin', auditWords(t)),
  ],
);

/** Progress of image builds, written by whoever builds, read by the catalogue. */
export const imageBuild = pgTable('image_build', {
  name: text().primaryKey(),
  hash: text().notNull(),
  state: text().$type<'waiting' | 'building' | 'ready' | 'failed'>().notNull(),
  step: text(),
  /** 0…1000 */
  permille: integer(),
  detail: text(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

/** Maintenance, while there is any: a single row. No lab starts meanwhile. */
export const maintenance = pgTable(
  'maintenance',
  {
    id: integer().primaryKey().default(1),
    /** What the banner says. */
    text: text().notNull(),
    /** Person id. No foreign key: who announced it may be gone. */
    startedBy: text('started_by').notNull(),
    startedAt: at('started_at').notNull(),
  },
  (t) => [check('maintenance_only_row', sql`${t.id} = 1`)],
);
