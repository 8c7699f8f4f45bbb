import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { z } from 'zod';
import { migrationsFolder } from '../migrate.ts';
import { columnsOf, sequencesOf, tablesInOrder } from './catalog.ts';

const schemas = ['public', 'drizzle'];
const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/**
 * The database as plain SQL: the migrations as they are at this moment, then every row. Loading it into an empty
 * database gives what an installation of this release has, so that later releases can be tried on it. BullMQ's own
 * schema is not in it: its upgrades are BullMQ's, and lost jobs are enqueued again by the reconciler.
 */
export async function dumpDatabase(client: Client, title: string): Promise<string> {
  const parts = [`-- ${title}`, '-- Made by packages/db/src/dump/write-release.ts. Never changed by hand.'];
  parts.push(
    'create schema drizzle;',
    'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);',
  );
  const journal = Journal.parse(
    JSON.parse(await readFile(join(migrationsFolder, 'meta/_journal.json'), 'utf8')),
  );
  for (const { tag } of journal.entries) {
    const sql = await readFile(join(migrationsFolder, `${tag}.sql`), 'utf8');
    parts.push(`-- migration ${tag}`, sql.replaceAll('--> statement-breakpoint\n', '').trim());
  }
  for (const table of await tablesInOrder(client, schemas)) {
    const rows = await insertsOf(client, table);
    if (rows.length > 0) parts.push(`-- ${rows.length} × ${table}`, ...rows);
  }
  for (const { name, value } of await sequencesOf(client, schemas))
    parts.push(`select setval('${name}', ${value});`);
  return `${parts.join('\n')}\n`;
}

async function insertsOf(client: Client, table: string): Promise<string[]> {
  const names = await columnsOf(client, table);
  const values = names.map((name) => `quote_nullable(${name}::text)`).join(" || ', ' || ");
  const rows = await client.query<{ line: string }>(`select ${values} as line from ${table} order by 1`);
  return rows.rows.map(({ line }) => `insert into ${table} (${names.join(', ')}) values (${line});`);
}
