import type { Course, EnvironmentState, QueueReason, Stage } from '@springboard/contracts/environments.ts';
import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { classes } from './classes.ts';
import { at } from './columns.ts';

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
    /** `pool`: made in advance; becomes `attempt` at the claim. `test`: for a contract test of a lab. */
    purpose: text().$type<'attempt' | 'pool' | 'test'>().notNull().default('attempt'),
    /** Names topology and image generations together: only an environment of the present one is handed out. */
    generation: text().notNull().default(''),
    course: text().$type<Course>().notNull().default('cold'),
    /** Frozen in the pool. A paused one is frozen, too, and says so by its state. */
    frozen: boolean().notNull().default(false),
    /** While it is queued: its place, as admission last saw it. */
    queue: jsonb().$type<{ place: number; of: number; waitsFor: QueueReason; startsAt: string | null }>(),
    /** Last time its probes passed in the pool. */
    probedAt: at('probed_at'),
    claimedAt: at('claimed_at'),
    pausedAt: at('paused_at'),
    pauseReason: text('pause_reason').$type<'idle' | 'asked'>(),
    /** The save point that is being made or gone back to. */
    savePointId: uuid('save_point_id'),
    problem: jsonb().$type<{ title: string; detail: string; remedy: string }>(),
    createdAt: at('created_at').notNull().defaultNow(),
    readyAt: at('ready_at'),
    expiresAt: at('expires_at'),
    endedAt: at('ended_at'),
  },
  (t) => [
    index('environment_state').on(t.state),
    index('environment_pool').on(t.topology, t.purpose, t.state),
    // Lists go by it, the newest first, however many have ended.
    index('environment_created').on(t.createdAt, t.id),
  ],
);

/** Disks of an environment's nodes at one moment. The engine's snapshots carry the row's id as name. */
export const savePoint = pgTable(
  'save_point',
  {
    id: uuid().primaryKey().defaultRandom(),
    environmentId: uuid('environment_id')
      .notNull()
      .references(() => environment.id, { onDelete: 'cascade' }),
    kind: text().$type<'start' | 'task' | 'manual'>().notNull(),
    title: text().notNull(),
    taskId: text('task_id'),
    /** `making` until the engine has it; `failed` and `deleted` are kept for the record. */
    state: text().$type<'making' | 'kept' | 'failed' | 'deleted'>().notNull(),
    /** Tasks whose fault was arranged then: a rewind goes back to these. */
    arrangedTasks: text('arranged_tasks').array().notNull().default(sql`'{}'`),
    actor: text().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('save_point_environment').on(t.environmentId, t.createdAt)],
);

/** How many environments of a topology are kept ready in advance. */
export const pool = pgTable('pool', {
  topology: text().primaryKey(),
  target: integer().notNull(),
  mode: text().$type<'running' | 'frozen'>().notNull(),
  /** Person id, or `configuration`. */
  updatedBy: text('updated_by').notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
  /** Claims served from the pool, and those that found it empty. */
  hits: integer().notNull().default(0),
  misses: integer().notNull().default(0),
});

/** What is assigned and due: so many environments of a topology will be wanted in a time. Pools grow for it. */
export const poolDemand = pgTable(
  'pool_demand',
  {
    id: uuid().primaryKey().defaultRandom(),
    topology: text().notNull(),
    count: integer().notNull(),
    from: at('from_at').notNull(),
    until: at('until_at').notNull(),
    reason: text().notNull(),
    /** The class that it is for: what is open of it follows from who of the class has an environment. Null: an operator asked for it. */
    classId: uuid('class_id')
      .unique()
      .references(() => classes.id, { onDelete: 'cascade' }),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('pool_demand_time').on(t.topology, t.until)],
);

/** Measured use of whole environments of a topology; capacity is planned with it once there are enough of them. */
export const topologyUsage = pgTable('topology_usage', {
  topology: text().primaryKey(),
  /** Medians over environments, each with the most it needed. */
  memoryBytes: bigint('memory_bytes', { mode: 'number' }).notNull(),
  diskBytes: bigint('disk_bytes', { mode: 'number' }).notNull(),
  /** Thousandths of a core; median over environments, each with its mean. */
  cpuMillis: integer('cpu_millis').notNull(),
  /** How many environments the medians stand on. */
  samples: integer().notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});

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
  (t) => [
    index('environment_event_environment').on(t.environmentId, t.id),
    // Time that somebody worked is the sum of these: two of a dozen events, and read from here alone.
    index('environment_event_ready').on(t.environmentId, t.durationMs).where(sql`${t.fromState} = 'ready'`),
    /** What went wrong of late is asked for every few seconds while an operator looks on. */
    index('environment_event_trouble').on(t.at).where(sql`${t.toState} in ('failed', 'lost')`),
  ],
);
