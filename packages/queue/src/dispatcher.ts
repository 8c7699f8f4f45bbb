import { type JobName, jobs } from '@springboard/contracts/jobs.ts';
import type { Database } from '@springboard/db/client.ts';
import { listenOn } from '@springboard/db/notify.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { inArray, sql } from 'drizzle-orm';
import type { QueueLogger } from './logger.ts';
import { outboxChannel } from './outbox.ts';
import { jobOptions, type Queues } from './queues.ts';

/** Rows forwarded in one transaction. */
const batchSize = 200;
/** Looked for new rows this often even without a notification, which is the usual way to hear of them. */
const fallbackMs = 2_000;

export interface Dispatcher {
  stop(): Promise<void>;
}

/**
 * Forwards due rows of the outbox to BullMQ. A row is deleted in the transaction that ends after BullMQ has it, so a
 * crash in between forwards it again, and it is done twice at worst; none is lost. Any number of dispatchers may run.
 */
export function startDispatcher(options: {
  db: Database;
  url: string;
  queues: Queues;
  log: QueueLogger;
}): Dispatcher {
  const { db, queues, log } = options;
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const drain = async (): Promise<void> => {
    let wait = fallbackMs;
    try {
      do {
        again = false;
        while (!stopped && (await forwardDue(db, queues, log)) === batchSize);
        wait = Math.min(fallbackMs, await untilNextDue(db));
      } while (again && !stopped);
    } catch (error) {
      log.warn({ err: error }, 'The outbox could not be forwarded; its rows stay and are tried again.');
    }
    if (!stopped) timer = setTimeout(wake, wait);
  };
  const wake = (): void => {
    again = true;
    if (running || stopped) return;
    clearTimeout(timer);
    running = drain().finally(() => {
      running = undefined;
      if (again) wake();
    });
  };
  const listener = listenOn(options.url, outboxChannel, wake, {
    onReconnect: wake,
    onError: (error) => log.warn({ err: error }, 'Not listening to the outbox; connecting again.'),
  });
  wake();

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await listener.close();
      await running;
    },
  };
}

async function forwardDue(db: Database, queues: Queues, log: QueueLogger): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(outbox)
      .where(sql`${outbox.runAt} <= now()`)
      .orderBy(outbox.id)
      .limit(batchSize)
      .for('update', { skipLocked: true });
    const newest = new Map<string, (typeof rows)[number]>();
    for (const row of rows) newest.set(`${row.job} ${row.jobId}`, row);
    for (const row of newest.values()) {
      const payload = isJob(row.job) ? jobs[row.job].safeParse(row.payload) : undefined;
      if (isJob(row.job) && payload?.success) {
        await queues.add(row.job, payload.data, jobOptions(row.jobId));
      } else {
        log.error(
          { job: row.job, jobId: row.jobId },
          'A row of the outbox is no job of this release; it was dropped.',
        );
      }
    }
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await tx.delete(outbox).where(inArray(outbox.id, ids));
    return rows.length;
  });
}

function isJob(name: string): name is JobName {
  return Object.hasOwn(jobs, name);
}

/** Milliseconds until a row that is known now is due. */
async function untilNextDue(db: Database): Promise<number> {
  const [row] = await db
    .select({ ms: sql<string | null>`extract(epoch from min(${outbox.runAt}) - now()) * 1000` })
    .from(outbox);
  return row?.ms == null ? Number.POSITIVE_INFINITY : Math.max(5, Number(row.ms));
}
