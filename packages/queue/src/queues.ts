import { type JobName, jobs } from '@springboard/contracts/jobs.ts';
import { queueSchema } from '@springboard/db/migrate.ts';
import { createPostgresBackend, type JobsOptions, type PostgresPoolConfig, Queue } from 'bullmq';

export const jobNames = Object.keys(jobs) as JobName[];

/** How BullMQ reaches PostgreSQL: a small pool of its own per queue; tables in schema `bullmq`, made by `migrate`. */
export function queueConnection(url: string): PostgresPoolConfig {
  return {
    connectionString: url,
    schema: queueSchema,
    max: 4,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  };
}

/**
 * Options of every job. Job ids are left to BullMQ: it drops an add whose id it still knows, finished jobs included, and what names the entity
 * (`deduplication`) would then point to that finished job and swallow every later request. Requests for the same entity meet through
 * `deduplication` alone: while one waits the new one is dropped; while one runs the newest is kept and run after it; while one sits out its
 * back-off it is brought forward. So a row that is forwarded twice may run twice, which handlers stand.
 */
export function jobOptions(entityId: string): JobsOptions {
  return {
    deduplication: { id: entityId, keepLastIfActive: true, reschedule: true },
    attempts: 5,
    backoff: { type: 'exponential', delay: 1_000, jitter: 0.2 },
    removeOnComplete: { age: 3_600, count: 500 },
    removeOnFail: { age: 7 * 86_400, count: 500 },
  };
}

export interface Queues {
  add(job: JobName, payload: unknown, options: JobsOptions): Promise<void>;
  close(): Promise<void>;
}

/** The producing side of all queues. */
export function openQueues(url: string, onError: (error: Error) => void): Queues {
  const open = (job: JobName) => {
    const queue = new Queue(job, { connection: queueConnection(url) }, createPostgresBackend);
    queue.on('error', onError);
    return queue;
  };
  const byName = new Map<JobName, ReturnType<typeof open>>();
  const queueOf = (job: JobName) => {
    const queue = byName.get(job) ?? open(job);
    byName.set(job, queue);
    return queue;
  };
  return {
    add: async (job, payload, options) => {
      await queueOf(job).add(job, payload, options);
    },
    close: async () => {
      await Promise.all([...byName.values()].map((queue) => queue.close()));
    },
  };
}
