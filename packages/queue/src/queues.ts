import { type JobName, jobs } from '@springboard/contracts/jobs.ts';
import { queueSchema } from '@springboard/db/migrate.ts';
import { createPostgresBackend, type JobsOptions, type PostgresPoolConfig, Queue } from 'bullmq';
import { within } from './within.ts';

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

/** An add takes milliseconds; one that takes longer than this will never end. */
const addWithinMs = 10_000;

/**
 * The producing side of all queues, open from the start. A queue whose connection is lost while it opens waits for ever and says nothing, so none
 * is opened in the middle of work, and one that does not answer is replaced.
 */
export async function openQueues(url: string, onError: (error: Error) => void): Promise<Queues> {
  const open = (job: JobName) => {
    const queue = new Queue(job, { connection: queueConnection(url) }, createPostgresBackend);
    queue.on('error', onError);
    return queue;
  };
  const byName = Object.fromEntries(jobNames.map((job) => [job, open(job)])) as Record<
    JobName,
    ReturnType<typeof open>
  >;
  await Promise.all(Object.values(byName).map((queue) => queue.waitUntilReady()));
  return {
    add: async (job, payload, options) => {
      const queue = byName[job];
      if (await within(addWithinMs, queue.add(job, payload, options))) return;
      byName[job] = open(job);
      queue.disconnect().catch(onError);
      throw new Error(`The queue ${job} did not answer in ${addWithinMs} ms; it is opened anew.`);
    },
    close: async () => {
      await Promise.all(Object.values(byName).map((queue) => queue.close()));
    },
  };
}
