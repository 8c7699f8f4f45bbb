import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { Client } from 'pg';
import { z } from 'zod';
import { migrationsFolder } from '../migrate.ts';

/** A migration that a database has had: when it was made, as the journal says, and a SHA-256 of its text. */
export const AppliedMigration = z.object({ when: z.number().int(), hash: z.string() });
export type AppliedMigration = z.infer<typeof AppliedMigration>;

const Entry = z.object({
  idx: z.number(),
  version: z.string(),
  when: z.number(),
  tag: z.string(),
  breakpoints: z.boolean(),
});
const Journal = z.object({ version: z.string(), dialect: z.string(), entries: z.array(Entry) });

/** The migrations that this database has had, in their order. */
export async function appliedMigrations(client: Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ when: string; hash: string }>(
    'select created_at::text as when, hash from drizzle.__drizzle_migrations order by created_at',
  );
  return rows.map(({ when, hash }) => ({ when: Number(when), hash }));
}

/** Those of `applied` that this release does not have, or has with another text. */
export async function unknownMigrations(applied: readonly AppliedMigration[]): Promise<AppliedMigration[]> {
  const { entries } = await readJournal();
  const known = new Map<number, string>();
  for (const { when, tag } of entries) known.set(when, await hashOf(tag));
  return applied.filter(({ when, hash }) => known.get(when) !== hash);
}

/** Brings an empty database to the schema that another one had after these migrations, and no further. */
export async function migrateTo(client: Client, applied: readonly AppliedMigration[]): Promise<void> {
  const journal = await readJournal();
  const wanted = new Set(applied.map(({ when }) => when));
  const entries = journal.entries.filter(({ when }) => wanted.has(when));
  const folder = await mkdtemp(join(tmpdir(), 'springboard-migrations-'));
  try {
    await mkdir(join(folder, 'meta'));
    await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
    for (const { tag } of entries) await cp(join(migrationsFolder, `${tag}.sql`), join(folder, `${tag}.sql`));
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readJournal(): Promise<z.infer<typeof Journal>> {
  return Journal.parse(JSON.parse(await readFile(join(migrationsFolder, 'meta/_journal.json'), 'utf8')));
}

async function hashOf(tag: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(join(migrationsFolder, `${tag}.sql`), 'utf8'))
    .digest('hex');
}
