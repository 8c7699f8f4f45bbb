import { fileURLToPath } from 'node:url';
import { runMigrations } from 'bullmq';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));
/** Schema that BullMQ's tables live in. */
export const queueSchema = 'bullmq';
/** Key of the advisory lock that lets one process migrate at a time ("SPRB" in ASCII). */
const migrationLock = 0x53505242;

/**
 * Brings the database at `url` to the newest schema, BullMQ's included. Safe to call from several processes at once.
 * Each migration is a transaction: on an error the database is at the state before it.
 */
export async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'springboard-migrate' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query("set client_min_messages = 'warning'");
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await applyMigrations(drizzle(client), { migrationsFolder });
    await runMigrations(client, queueSchema);
  } finally {
    await client.end();
  }
}
