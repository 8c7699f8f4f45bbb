import type { LabTestSource, LabTestState } from '@springboard/contracts/lab-tests.ts';
import { sql } from 'drizzle-orm';
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at } from './columns.ts';
import { environment } from './environments.ts';
import { labVersion } from './labs.ts';

/** One run of a lab's contract test in an environment of its own. */
export const labTest = pgTable(
  'lab_test',
  {
    id: uuid().primaryKey().defaultRandom(),
    slug: text().notNull(),
    title: text().notNull(),
    source: text().$type<LabTestSource>().notNull(),
    /** What was published then; null for files. */
    versionId: uuid('version_id').references(() => labVersion.id),
    /** `LabDefinition` of files; null where `version_id` names it. */
    definition: jsonb().$type<unknown>(),
    hash: text().notNull(),
    commit: text(),
    topology: text().notNull(),
    /** Topology and image generations it ran on; null before there was an environment. */
    generation: text(),
    seed: text().notNull(),
    keep: boolean().notNull().default(false),
    /** Person id, or `system`. No foreign key: the record outlives the person. */
    requestedBy: text('requested_by').notNull(),
    state: text().$type<LabTestState>().notNull(),
    reason: text(),
    /** Environments it was begun in: a worker that is killed in the midst of it makes another. */
    tries: integer().notNull().default(0),
    environmentId: uuid('environment_id').references(() => environment.id, { onDelete: 'set null' }),
    /** The step under way. */
    now: jsonb().$type<{ task: string | null; step: string; text: string | null }>(),
    revision: integer().notNull().default(1),
    createdAt: at('created_at').notNull().defaultNow(),
    startedAt: at('started_at'),
    endedAt: at('ended_at'),
    keptUntil: at('kept_until'),
  },
  (t) => [
    index('lab_test_slug').on(t.slug, t.createdAt),
    index('lab_test_open').on(t.createdAt).where(sql`${t.state} in ('queued', 'running')`),
    index('lab_test_environment').on(t.environmentId),
  ],
);

/** A step of a test that is over; what it printed is kept up to a bound. */
export const labTestStep = pgTable(
  'lab_test_step',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    labTestId: uuid('lab_test_id')
      .notNull()
      .references(() => labTest.id, { onDelete: 'cascade' }),
    /** From 1, in the order in which they were made. */
    number: integer().notNull(),
    seed: text().notNull(),
    task: text(),
    step: text().notNull(),
    ok: boolean().notNull(),
    durationMs: integer('duration_ms').notNull(),
    findings: jsonb().$type<unknown>().notNull(),
    /** `CheckSeen` of packages/grading. */
    checks: jsonb().$type<unknown>().notNull(),
    log: text().notNull(),
  },
  (t) => [uniqueIndex('lab_test_step_order').on(t.labTestId, t.number)],
);
