import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadWorkerConfig } from '@springboard/config/processes.ts';
import type { Context } from '@springboard/core/context.ts';
import { loadInfrastructure } from '@springboard/core/infrastructure.ts';
import { syncContent } from '@springboard/core/labs.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { enqueue } from '@springboard/queue/outbox.ts';
import { type RunningWorker, startWorker } from '@springboard/queue/worker.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { openEngine } from './engine.ts';
import { handlersFor } from './handlers.ts';

/** How many of a job run at once. Grading waits on the engine most of its time; provisioning keeps its disks busy. */
const concurrency = { 'environment.provision': 8, 'environment.destroy': 8, 'attempt.grade': 24 } as const;
/** Each running job holds a connection for its lock and uses another for its queries. */
const connections = 60;
/** From one look at the engine to the next, in milliseconds. */
const reconcileEveryMs = 5_000;
/** Between two tries of what the database has to be there for, in milliseconds. */
const startRetryMs = 1_000;

const config = loadWorkerConfig(process.env);
const log = createLogger({ name: 'worker', level: config.logLevel });
const database = createDatabase(config.databaseUrl, {
  name: 'springboard-worker',
  max: connections,
  onError: (error) => log.warn({ err: error }, 'A connection to PostgreSQL was lost; it is replaced.'),
});
const ctx: Context = {
  db: database.db,
  driver: await openEngine(config),
  enqueue,
  log,
  secret: config.secret,
  installation: config.installation,
  gatewayUrl: config.gatewayUrl,
  clock: () => new Date(),
  ...(await loadInfrastructure(repositoryRoot, resolveImage, log)),
};

const ending = new AbortController();
process.once('SIGTERM', () => ending.abort());
process.once('SIGINT', () => ending.abort());

const worker = await untilDone('The queues cannot be opened', () =>
  startWorker({
    db: ctx.db,
    url: config.databaseUrl,
    log,
    handlers: handlersFor(ctx, config.labs),
    concurrency,
    every: { 'environment.reconcile': reconcileEveryMs },
  }),
);
if (worker) {
  await untilDone('The content cannot be read into the database', () => syncContent(ctx, config.labs));
  if (!ending.signal.aborted) {
    log.info({ engine: ctx.driver.name, installation: config.installation }, 'The worker is at work.');
    process.send?.({ kind: 'ready' });
    await new Promise<void>((resolve) => {
      if (ending.signal.aborted) resolve();
      ending.signal.addEventListener('abort', () => resolve());
    });
  }
}
await end(worker);

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
  await running?.stop();
  await ctx.driver.close();
  await database.close();
  process.disconnect?.();
}
