import { type JobName, type JobPayload, jobs } from '@springboard/contracts/jobs.ts';
import type { Database } from '@springboard/db/client.ts';
import { createPostgresBackend, type Job, UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { startDispatcher } from './dispatcher.ts';
import type { QueueLogger } from './logger.ts';
import { jobNames, jobOptions, openQueues, type Queues, queueConnection } from './queues.ts';
import { RunningJobs } from './running-jobs.ts';
import { within } from './within.ts';

/** Does one job. Throwing means: try again later. `signal` is aborted when the worker is to end or lost the job. */
export type Handler<N extends JobName> = (
  payload: JobPayload<N>,
  run: { readonly signal: AbortSignal; readonly attempt: number; readonly lastAttempt: boolean },
) => Promise<void>;
export type Handlers = { readonly [N in JobName]: Handler<N> };

export interface WorkerOptions {
  readonly db: Database;
  readonly url: string;
  readonly handlers: Handlers;
  readonly log: QueueLogger;
  /** How many of a job run at once; default 1. */
  readonly concurrency?: Partial<Record<JobName, number>>;
  /** Jobs without payload that run again and again: milliseconds from one start to the next. */
  readonly every?: Partial<
    Record<
      'environment.reconcile' | 'environment.admit' | 'lab.freshness' | 'content.sync' | 'notice.remind',
      number
    >
  >;
}

export interface RunningWorker {
  /** Takes no more work, aborts what runs and hands it back to the queue; after `graceMs` (10 s) it stops waiting. */
  stop(graceMs?: number): Promise<void>;
}

/**
 * After a `kill -9` a job is taken up again when its lock has run out and two looks for stalled jobs have passed: at
 * most 8 + 2 × 2.5 s.
 */
const lock = { lockDuration: 8_000, stalledInterval: 2_500 };
/** Deaths of a worker in the midst of a job after which the job itself is taken for the culprit. */
const maxStalledCount = 5;
/** BullMQ's own pause after a lost connection is 15 s; the database of a small installation restarts in one. */
const runRetryDelay = 1_000;

/**
 * Starts one BullMQ worker per job, the dispatcher of the outbox and the schedules. Throws when a job has no handler,
 * or a handler no job.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  refuseMismatch(options.handlers);
  const { log } = options;
  const onError = (error: Error) => log.warn({ err: error }, 'Trouble with a queue; going on.');
  const queues = await openQueues(options.url, onError);
  const running = new RunningJobs();
  const workers = jobNames.map((name) => startOne(name, options, running, onError));
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  const dispatcher = startDispatcher({ db: options.db, url: options.url, queues, log });
  const timers = startSchedules(options.every ?? {}, queues, onError);

  let stopped: Promise<void> | undefined;
  const stop = async (graceMs: number): Promise<void> => {
    for (const timer of timers) clearInterval(timer);
    await dispatcher.stop();
    running.stop();
    const ended = await within(graceMs, Promise.all(workers.map((worker) => worker.close())));
    if (!ended) {
      log.warn({ jobs: running.names() }, 'Some jobs did not end in time; they are taken up again later.');
    }
    await Promise.all(workers.map((worker) => worker.disconnect()));
    await queues.close();
  };

  return {
    stop: (graceMs = 10_000) => {
      stopped ??= stop(graceMs);
      return stopped;
    },
  };
}

function startOne(
  name: JobName,
  options: WorkerOptions,
  running: RunningJobs,
  onError: (error: Error) => void,
) {
  const worker = new Worker(
    name,
    async (job: Job, token?: string) => {
      const entity = `${name} ${job.opts.deduplication?.id ?? job.id}`;
      try {
        await running.run(entity, job.id ?? '', (signal) => handle(options.handlers, name, job, signal));
      } catch (error) {
        if (!running.stopping) throw error;
        // Not a failure of the job: it waits for the next worker, with all its tries.
        await job.moveToWait(token);
        throw new WaitingError();
      }
    },
    {
      connection: queueConnection(options.url),
      concurrency: options.concurrency?.[name] ?? 1,
      ...lock,
      maxStalledCount,
      runRetryDelay,
    },
    createPostgresBackend,
  );
  worker.on('error', onError);
  worker.on('lockRenewalFailed', (ids) => running.lockLost(ids));
  worker.on('failed', (job, error) => {
    const triesLeft = (job?.opts.attempts ?? 1) - (job?.attemptsMade ?? 0);
    options.log.error({ err: error, job: name, id: job?.opts.deduplication?.id, triesLeft }, 'A job failed.');
  });
  return worker;
}

async function handle<N extends JobName>(
  handlers: Handlers,
  name: N,
  job: Job,
  signal: AbortSignal,
): Promise<void> {
  const payload = jobs[name].safeParse(job.data);
  if (!payload.success) throw new UnrecoverableError(`The payload of ${name} is not valid.`);
  const attempt = job.attemptsMade + 1;
  const handler: Handler<N> = handlers[name];
  await handler(payload.data as JobPayload<N>, {
    signal,
    attempt,
    lastAttempt: attempt >= (job.opts.attempts ?? 1),
  });
}

function refuseMismatch(handlers: Handlers): void {
  const missing = jobNames.filter((name) => typeof handlers[name] !== 'function');
  const unknown = Object.keys(handlers).filter((name) => !Object.hasOwn(jobs, name));
  if (missing.length + unknown.length === 0) return;
  throw new Error(
    `Each job needs exactly one handler. Without one: ${missing.join(', ') || 'none'}. Handlers of no job: ${unknown.join(', ') || 'none'}.`,
  );
}

/** Timers rather than BullMQ's schedulers: a tick that is lost with the database does not end the schedule. */
function startSchedules(
  every: NonNullable<WorkerOptions['every']>,
  queues: Queues,
  onError: (error: Error) => void,
): NodeJS.Timeout[] {
  return Object.entries(every).map(([name, ms]) => {
    const tick = () => {
      const options = { ...jobOptions('only'), deduplication: { id: 'only' }, attempts: 1 };
      queues.add(name as JobName, {}, options).catch(onError);
    };
    tick();
    return setInterval(tick, ms);
  });
}
