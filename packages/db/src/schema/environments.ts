import type { EnvironmentState, Stage } from '@springboard/contracts/environments.ts';
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** Desired state of practice environments, and what is known of the observed one. */
export const environment = pgTable(
  'environment',
  {
    id: uuid().primaryKey().defaultRandom(),
    topology: text().notNull(),
    state: text().$type<EnvironmentState>().notNull(),
    /** Set from the end of stage `boot` on: a terminal may be opened. */
    promptOpen: boolean('prompt_open').notNull().default(false),
    /** The topology as it was when this environment was made, hidden nodes included. */
    spec: jsonb().$type<unknown>().notNull(),
    /** `AppliedEnvironment` of the driver contract. */
    applied: jsonb().$type<unknown>(),
    publicKey: text('public_key').notNull(),
    /** OpenSSH private key of the gateway for this environment, sealed with the installation's secret. */
    sealedPrivateKey: text('sealed_private_key').notNull(),
    problem: jsonb().$type<{ title: string; detail: string; remedy: string }>(),
    createdAt: at('created_at').notNull().defaultNow(),
    readyAt: at('ready_at'),
    expiresAt: at('expires_at'),
    endedAt: at('ended_at'),
  },
  (t) => [index('environment_state').on(t.state)],
);

/** Every edge of the state machine and every stage: who, when, why, how long. */
export const environmentEvent = pgTable(
  'environment_event',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environment.id, { onDelete: 'cascade' }),
    at: at('at').notNull().defaultNow(),
    kind: text().$type<'state' | 'stage'>().notNull(),
    fromState: text('from_state').$type<EnvironmentState>(),
    toState: text('to_state').$type<EnvironmentState>(),
    stage: text().$type<Stage>(),
    stageStatus: text('stage_status').$type<'started' | 'progress' | 'finished' | 'failed'>(),
    /** Person id, or `system`. */
    actor: text().notNull(),
    /** Why: `cancelled`, `expired`, `reset`, `finished`, `deadline`, `engine-error`, … */
    reason: text(),
    message: text(),
    durationMs: integer('duration_ms'),
    log: text(),
  },
  (t) => [index('environment_event_environment').on(t.environmentId, t.id)],
);
