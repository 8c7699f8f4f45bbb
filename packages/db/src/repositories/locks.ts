import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../client.ts';
import type { HeldLock } from '../lock-keeper.ts';

export type Locked<T> = { readonly acquired: true; readonly value: T } | { readonly acquired: false };

/** How often a lock that is taken is asked for again. */
const pollMs = 100;

/**
 * Runs `work` while it alone holds `key`, over all processes on the database. The lock belongs to a connection, so
 * PostgreSQL takes it back when the process dies; `lost` fires when the connection breaks, and `work` must then stop.
 * Waits up to `waitMs` for a lock that is taken (0: not at all). Neither holding nor waiting takes one of the pool's
 * connections.
 */
export async function withLock<T>(
  db: Database,
  key: string,
  work: (lost: AbortSignal) => Promise<T>,
  options: { readonly waitMs?: number } = {},
): Promise<Locked<T>> {
  const lock = await take(db, key, options.waitMs ?? 0);
  if (!lock) return { acquired: false };
  try {
    return { acquired: true, value: await work(lock.lost) };
  } finally {
    await lock.release();
  }
}

/** Whether nobody holds `key` at this moment; only a hint, since that may change at once. */
export async function isFree(db: Database, key: string): Promise<boolean> {
  return (await withLock(db, key, async () => {})).acquired;
}

async function take(db: Database, key: string, waitMs: number): Promise<HeldLock | undefined> {
  const until = Date.now() + waitMs;
  for (;;) {
    const lock = await db.$locks.take(key);
    if (lock || Date.now() + pollMs > until) return lock;
    await sleep(pollMs);
  }
}
