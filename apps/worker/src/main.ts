import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadWorkerConfig } from '@springboard/config/processes.ts';
import { syncContent } from '@springboard/core/content/sync.ts';
import { sampleUsage } from '@springboard/core/environments/admission/sample-usage.ts';
import { openContext } from '@springboard/core/open-context.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { openEngine } from '@springboard/driver-incus/open-engine.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { within } from '@springboard/queue/within.ts';
import { type RunningWorker, startWorker } from '@springboard/queue/worker.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { concurrencyFor, connectionsFor } from './concurrency.ts';
import { handlersFor } from './handlers.ts';
import { startMetrics } from './metrics.ts';

/**
 * From one look at the engine to the next, in milliseconds; from one look at the queue to the next, when nothing asks for one; and from one
 * look for a lab that is due to be tested to the next, which is also how soon such a test gives way to a learner; classes are looked at when
 * they begin, and so often besides.
 */
const lookEveryMs = {
  'environment.reconcile': 5_000,
  'environment.admit': 5_000,
  'lab.freshness': 10_000,
  'notice.remind': 3_600_000,
  'class.look': 5_000,
};
/** From one measuring of what environments use to the next, in milliseconds. */
const sampleEveryMs = 60_000;
/** Between two tries of what the database has to be there for, in milliseconds. */
const startRetryMs = 1_000;
/** What it has open is closed within so long, in milliseconds: the ten seconds that jobs get, and some. */
const closeWithinMs = 20_000;
/** Opening the queues takes a fraction of a second, on a busy host a few, in milliseconds. */
const openWithinMs = 30_000;

const ending = new AbortController();
// Not `once`: while execa runs a program its signal-exit ends the process at once when it finds no other listener, and this one would be gone.
process.on('SIGTERM', () => ending.abort());
process.on('SIGINT', () => ending.abort());

const config = loadWorkerConfig(process.env);
const log = createLogger({ name: 'worker', level: config.logLevel });
const concurrency = concurrencyFor(config.limits);
const database = createDatabase(config.databaseUrl, {
  name: 'springboard-worker',
  max: connectionsFor(concurrency),
  // The message alone: such an error carries the whole client with it, and comes once for each idle connection.
  onError: (error) =>
    log.warn({ reason: error.message }, 'A connection to PostgreSQL was lost; it is replaced.'),
});
const ctx = await openContext(config, {
  db: database.db,
  driver: await openEngine(config),
  log,
  repoRoot: repositoryRoot,
  resolveImage,
});

const metrics = await startMetrics(ctx, config.metricsPorts.worker, log);
await untilDone('PostgreSQL does not answer', () => ctx.db.execute('select 1'));
const worker = await openQueues();
if (worker) {
  await untilDone('The content cannot be read into the database', firstSync);
  if (!ending.signal.aborted) {
    log.info({ engine: ctx.driver.name, installation: config.installation }, 'The worker is at work.');
    process.send?.({ kind: 'ready' });
    const sampling = setInterval(() => void sample(), sampleEveryMs);
    await told();
    clearInterval(sampling);
  }
}
await end(worker);

/** A folder is read before anything else; a repository may be slow to answer, and is read by a job beside the rest. */
async function firstSync(): Promise<void> {
  if (ctx.content.place.kind === 'folder') await syncContent(ctx);
  else await ctx.enqueue(ctx.db, 'content.sync', {});
}

/** Resolves when the process is told to end. */
async function told(): Promise<undefined> {
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
}

async function sample(): Promise<void> {
  await sampleUsage(ctx, ending.signal).catch((error: unknown) => {
    if (!ending.signal.aborted) log.warn({ err: error }, 'What environments use could not be measured.');
  });
}

/** Starts on the queues; undefined when the process is to end before. */
async function openQueues(): Promise<RunningWorker | undefined> {
  if (ending.signal.aborted) return undefined;
  const { contentEveryMs } = ctx;
  const opening = startWorker({
    db: ctx.db,
    url: config.databaseUrl,
    log,
    handlers: metrics.measured(handlersFor(ctx)),
    concurrency,
    every: { ...lookEveryMs, ...(contentEveryMs !== null && { 'content.sync': contentEveryMs }) },
  });
  // A connection that is lost while the queues open leaves them waiting for ever; the launcher starts a new process.
  const late = sleep(openWithinMs, undefined, { ref: false }).then(() => {
    throw new Error(
      `The queues did not open in ${openWithinMs} ms; the process gives up, to be started anew.`,
    );
  });
  return Promise.race([opening, told(), late]);
}

/** Does the work again and again until it succeeds; undefined when the process is to end before. */
async function untilDone<T>(trouble: string, work: () => Promise<T>): Promise<T | undefined> {
  while (!ending.signal.aborted) {
    try {
      return await work();
    } catch (error) {
      log.warn({ err: error }, `${trouble}; trying again.`);
      await sleep(startRetryMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  }
  return undefined;
}

async function end(running: RunningWorker | undefined): Promise<void> {
  log.info({}, 'The worker ends; what it had begun is handed back to the queue.');
  // A database that went away can leave something that never closes.
  if (!(await within(closeWithinMs, closeAll(running))))
    log.warn({}, 'Not everything could be closed in time; it ends with the process.');
  process.exit(0);
}

async function closeAll(running: RunningWorker | undefined): Promise<void> {
  await running?.stop();
  await metrics.close();
  await ctx.driver.close();
  await database.close();
}
