import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { recordAudit } from '../audit.ts';
import { createDatabase } from '../client.ts';
import { migrate, queueSchema } from '../migrate.ts';
import { migrateTo } from './applied.ts';
import type { CopiedDatabase } from './copy-out.ts';

/** Whether there is no table in a database, of anybody's. */
export async function isEmptyDatabase(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query(
      "select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1",
    );
    return rows.length === 0;
  });
}

/** Something failed while a database was filled, and it could not be emptied again: a part of the backup is in it. */
export class LeftOver extends Error {
  override readonly name = 'LeftOver';
}

/** The database that was to be filled has tables of somebody's: it was left as it is. */
export class NotEmpty extends Error {
  override readonly name = 'NotEmpty';
}

/**
 * Fills an empty database with what `copyOut` wrote into `folder`, at the schema that it had then, brings it to the present schema, and does `rest`, what is
 * to be there with the rows. The rows come in one transaction. When anything of it fails, `rest` included, the database is as empty as it was; where even that
 * fails `LeftOver` is thrown. `NotEmpty` when it is not empty at the beginning.
 */
export async function copyIn<T>(
  url: string,
  folder: string,
  copied: CopiedDatabase,
  rest: () => Promise<T>,
): Promise<T> {
  if (!(await isEmptyDatabase(url))) throw new NotEmpty('somebody has made tables in the database meanwhile');
  const others = await withClient(url, functionsIn);
  try {
    await withClient(url, async (client) => {
      await client.query("set client_min_messages = 'warning'");
      await migrateTo(client, copied.migrations);
      await client.query('begin');
      for (const { name } of copied.tables.toReversed()) await emptyTable(client, name);
      for (const { name, columns, file, rows } of copied.tables) {
        const into = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
        await pipeline(createReadStream(join(folder, file)), into);
        if (into.rowCount !== rows)
          throw new Error(`${name}: ${into.rowCount} rows came in, ${rows} went out`);
      }
      for (const { name, value } of copied.sequences)
        await client.query('select setval($1, $2)', [name, value]);
      await client.query('commit');
    });
    await migrate(url);
    await noteRestored(url);
    return await rest();
  } catch (error) {
    await dropEverything(url, others).catch((left: Error) => {
      throw new LeftOver(`${(error as Error).message}; then, as it was emptied: ${left.message}`, {
        cause: error,
      });
    });
    throw error;
  }
}

/** What a migration put there itself; the audit cannot be emptied, and nothing puts lines there by itself. */
async function emptyTable(client: Client, name: string): Promise<void> {
  const { rows } = await client.query(`select 1 from ${name} limit 1`);
  if (rows.length > 0) await client.query(`delete from ${name}`);
}

async function noteRestored(url: string): Promise<void> {
  const { db, close } = createDatabase(url, { max: 1, name: 'springboard-restore' });
  try {
    await recordAudit(db, {
      actor: 'system',
      via: 'system',
      action: 'backup.restore',
      subject: { kind: 'installation', id: 'database' },
      ip: null,
    });
  } finally {
    await close();
  }
}

/** Takes away what came into an empty database; functions that were there before stay. */
async function dropEverything(url: string, others: readonly string[]): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("set client_min_messages = 'warning'");
    for (const schema of ['drizzle', queueSchema])
      await client.query(`drop schema if exists ${schema} cascade`);
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'",
    );
    for (const { name } of rows) await client.query(`drop table if exists ${name} cascade`);
    for (const name of await functionsIn(client))
      if (!others.includes(name)) await client.query(`drop function if exists ${name} cascade`);
  });
}

async function functionsIn(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select oid::regprocedure::text as name from pg_proc where pronamespace = 'public'::regnamespace",
  );
  return rows.map(({ name }) => name);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'springboard-restore' });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
