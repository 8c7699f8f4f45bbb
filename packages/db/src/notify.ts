import { Change, changeChannel } from '@springboard/contracts/notifications.ts';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import type { Queryable } from './client.ts';

/** Announces a change to all processes; they hear it when the transaction commits, and never if it does not. */
export async function notifyChange(tx: Queryable, change: Change): Promise<void> {
  await tx.execute(sql`select pg_notify(${changeChannel}, ${JSON.stringify(change)})`);
}

export interface ListenOptions {
  /** Told of every loss and every failed try. */
  readonly onError?: (error: Error) => void;
  /** Called when listening works again after a loss: changes may have been missed, so whatever was shown is read anew. */
  readonly onReconnect?: () => void;
}

export interface Listener {
  /** Resolves when listening has begun for the first time. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Listens for `Change`s until closed, through any number of restarts of PostgreSQL. Malformed ones are reported and dropped. */
export function listenForChanges(
  url: string,
  onChange: (change: Change) => void,
  options: ListenOptions = {},
): Listener {
  return listenOn(
    url,
    changeChannel,
    (payload) => {
      const parsed = Change.safeParse(parseJson(payload));
      if (parsed.success) onChange(parsed.data);
      else options.onError?.(new Error(`A change on ${changeChannel} was not understood: ${payload}`));
    },
    options,
  );
}

/** First pause before a new try, doubled up to the second. */
const retryMs = { first: 100, most: 5_000 };
/** A silent connection is asked for a sign of life this often; a dead peer is noticed within twice the time. */
const heartbeatMs = 10_000;

/** Listens on one channel of NOTIFY. See `listenForChanges`. */
export function listenOn(
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  options: ListenOptions = {},
): Listener {
  const stop = new AbortController();
  const report = options.onError ?? (() => {});
  let markReady = () => {};
  const ready = new Promise<void>((resolve) => {
    markReady = resolve;
  });

  const stopped = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(new Error('the listener was closed')));
  });
  stopped.catch(() => {});

  const session = async (again: boolean, onListening: () => void): Promise<never> => {
    const client = new Client({
      connectionString: url,
      application_name: `listen:${channel}`,
      connectionTimeoutMillis: 5_000,
      query_timeout: heartbeatMs,
      keepAlive: true,
    });
    const lost = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection was closed')));
    });
    lost.catch(() => {});
    const orEnd = <T>(work: Promise<T>) => Promise.race([work, lost, stopped]);
    let heartbeat: NodeJS.Timeout | undefined;
    try {
      await orEnd(client.connect());
      client.on('notification', (message) => onPayload(message.payload ?? ''));
      await orEnd(client.query(`listen ${client.escapeIdentifier(channel)}`));
      heartbeat = setInterval(() => {
        client.query('select 1').catch((error: Error) => client.emit('error', error));
      }, heartbeatMs);
      onListening();
      if (again) options.onReconnect?.();
      else markReady();
      return await orEnd(lost);
    } finally {
      clearInterval(heartbeat);
      // Not awaited: the end of a connection that never came about is not always told.
      client.end().catch(() => {});
    }
  };

  const run = async (): Promise<void> => {
    let everListened = false;
    let pause = retryMs.first;
    while (!stop.signal.aborted) {
      await session(everListened, () => {
        everListened = true;
        pause = retryMs.first;
      }).catch((error: unknown) => {
        if (!stop.signal.aborted) report(error instanceof Error ? error : new Error(String(error)));
      });
      await pausing(pause, stop.signal);
      pause = Math.min(pause * 2, retryMs.most);
    }
  };
  const running = run();

  return {
    ready,
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

function pausing(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
