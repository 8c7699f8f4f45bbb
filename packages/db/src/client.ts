import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import { LockKeeper } from './lock-keeper.ts';
import { surviveLostConnections } from './pool.ts';
import { schema } from './schema.ts';

/** `$client` is the pool itself; `$locks` holds the process's session locks, on a connection outside it. */
export type Database = NodePgDatabase<typeof schema> & {
  readonly $client: Pool;
  readonly $locks: LockKeeper;
};
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Either; for functions that do not care whether they run in a transaction. */
export type Queryable = PgDatabase<NodePgQueryResultHKT, typeof schema>;

export interface DatabaseOptions {
  /** Connections at most; default 10. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly name?: string;
  /** Told of every connection that was lost; the pool makes a new one by itself. */
  readonly onError?: (error: Error) => void;
}

export interface DatabaseHandle {
  readonly db: Database;
  readonly pool: Pool;
  close(): Promise<void>;
}

/** Opens a pool on `url`. Connects lazily; lost connections are replaced and never end the process. */
export function createDatabase(url: string, options: DatabaseOptions = {}): DatabaseHandle {
  const pool = openPool(url, options);
  const locks = openPool(url, { ...options, max: lockConnections });
  const db = Object.assign(drizzle(pool, { schema }), { $locks: new LockKeeper(locks) });
  return {
    db,
    pool,
    close: async () => {
      await Promise.all([pool.end(), locks.end()]);
    },
  };
}

/** One holds all locks; the other replaces it at once when it broke. */
const lockConnections = 2;

function openPool(url: string, options: DatabaseOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.name ?? 'springboard',
    // Also the wait for a free connection: hundreds of requests at once on a busy host take their turn, rather than fail.
    connectionTimeoutMillis: 30_000,
    keepAlive: true,
    // A transaction that nobody drives any more must not hold its locks: no use case of ours waits this long in one.
    idle_in_transaction_session_timeout: 60_000,
  });
  surviveLostConnections(pool, options.onError ?? (() => {}));
  return pool;
}
