import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { z } from 'zod';
import { migrationsFolder } from '../migrate.ts';

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
  for (const table of await tablesInOrder(client)) {
    const rows = await insertsOf(client, table);
    if (rows.length > 0) parts.push(`-- ${rows.length} × ${table}`, ...rows);
  }
  parts.push(...(await sequencesOf(client)));
  return `${parts.join('\n')}\n`;
}

/** All tables of ours, each after those it refers to. */
async function tablesInOrder(client: Client): Promise<string[]> {
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'drizzle') order by 1`,
  );
  const references = await client.query<{ from: string; to: string }>(
    `select format('%I.%I', n.nspname, t.relname) as from, format('%I.%I', m.nspname, r.relname) as to
     from pg_constraint c
     join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
     join pg_class r on r.oid = c.confrelid join pg_namespace m on m.oid = r.relnamespace
     where c.contype = 'f' and t.oid <> r.oid`,
  );
  const ordered: string[] = [];
  let left = tables.rows.map((row) => row.name);
  while (left.length > 0) {
    const free = left.filter(
      (table) => !references.rows.some((edge) => edge.from === table && left.includes(edge.to)),
    );
    if (free.length === 0) throw new Error(`These tables refer to each other: ${left.join(', ')}`);
    ordered.push(...free);
    left = left.filter((table) => !free.includes(table));
  }
  return ordered;
}

async function insertsOf(client: Client, table: string): Promise<string[]> {
  const columns = await client.query<{ name: string }>(
    `select quote_ident(attname) as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  const names = columns.rows.map((column) => column.name);
  const values = names.map((name) => `quote_nullable(${name}::text)`).join(" || ', ' || ");
  const rows = await client.query<{ line: string }>(`select ${values} as line from ${table} order by 1`);
  return rows.rows.map(({ line }) => `insert into ${table} (${names.join(', ')}) values (${line});`);
}

async function sequencesOf(client: Client): Promise<string[]> {
  const sequences = await client.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where schemaname in ('public', 'drizzle') and last_value is not null order by 1`,
  );
  return sequences.rows.map(({ name, value }) => `select setval('${name}', ${value});`);
}
