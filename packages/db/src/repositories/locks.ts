import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../client.ts';

export type Locked<T> = { readonly acquired: true; readonly value: T } | { readonly acquired: false };

/** How often a lock that is taken is asked for again. */
const pollMs = 100;

/**
 * Runs `work` while this process alone holds `key`, over all processes on the database. The lock belongs to a
 * connection, so PostgreSQL takes it back when the process dies; `lost` fires when the connection breaks, and `work`
 * must then stop. Waits up to `waitMs` for a lock that is taken (0: not at all).
 */
export async function withLock<T>(
  db: Database,
  key: string,
  work: (lost: AbortSignal) => Promise<T>,
  options: { readonly waitMs?: number } = {},
): Promise<Locked<T>> {
  const client = await db.$client.connect();
  const lost = new AbortController();
  const onLost = (error?: Error) =>
    lost.abort(error ?? new Error('The connection that held the lock was closed.'));
  client.on('error', onLost);
  client.on('end', onLost);
  let healthy = false;
  try {
    if (!(await take(client, key, options.waitMs ?? 0))) {
      healthy = true;
      return { acquired: false };
    }
    try {
      return { acquired: true, value: await work(lost.signal) };
    } finally {
      healthy = await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key]).then(
        () => true,
        () => false,
      );
    }
  } finally {
    client.off('error', onLost);
    client.off('end', onLost);
    giveBack(client, healthy && !lost.signal.aborted);
  }
}

/** Whether nobody holds `key` at this moment; only a hint, since that may change at once. */
export async function isFree(db: Database, key: string): Promise<boolean> {
  return (await withLock(db, key, async () => {})).acquired;
}

async function take(client: PoolClient, key: string, waitMs: number): Promise<boolean> {
  const until = Date.now() + waitMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [key],
    );
    if (rows[0]?.taken) return true;
    if (Date.now() + pollMs > until) return false;
    await sleep(pollMs);
  }
}

function giveBack(client: PoolClient, healthy: boolean): void {
  try {
    client.release(!healthy);
  } catch {
    // The pool took a broken connection back already.
  }
}
