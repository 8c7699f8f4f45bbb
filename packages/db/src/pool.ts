import type { Pool, PoolClient } from 'pg';

/** How long a lost connection may stay checked out before the pool takes its place back. */
const reclaimAfterMs = 5_000;

/**
 * Keeps a pool alive while PostgreSQL goes away and comes back. Without a listener on every client, a connection that
 * breaks while it is checked out ends the process; without the reclaim, a transaction whose BEGIN fails on a broken
 * connection (drizzle does not release it) takes one place of the pool for ever.
 */
export function surviveLostConnections(pool: Pool, onError: (error: Error) => void): void {
  const checkedOut = new WeakSet<PoolClient>();
  pool.on('error', onError);
  pool.on('acquire', (client) => checkedOut.add(client));
  pool.on('release', (_error, client) => checkedOut.delete(client as PoolClient));
  pool.on('connect', (client) => {
    client.on('error', (error: Error) => {
      onError(error);
      if (!checkedOut.has(client)) return;
      setTimeout(() => {
        if (checkedOut.has(client)) client.release(true);
      }, reclaimAfterMs).unref();
    });
  });
}
