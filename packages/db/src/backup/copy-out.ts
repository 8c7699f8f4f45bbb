import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { columnsOf, sequencesOf, tablesInOrder } from '../dump/catalog.ts';
import { AppliedMigration, appliedMigrations } from './applied.ts';

/** What a copy of a database consists of, beside the files with its rows. */
export const CopiedDatabase = z.object({
  migrations: z.array(AppliedMigration),
  /** In the order in which they can be filled. `file` holds the rows as COPY writes them. */
  tables: z.array(
    z.object({
      name: z.string().regex(/^public\.[a-z_]+$/),
      columns: z.array(z.string().regex(/^("[a-z_]+"|[a-z_]+)$/)),
      file: z.string(),
      rows: z.number().int(),
    }),
  ),
  sequences: z.array(
    z.object({ name: z.string().regex(/^public\.[a-z_]+$/), value: z.string().regex(/^\d+$/) }),
  ),
});
export type CopiedDatabase = z.infer<typeof CopiedDatabase>;

/**
 * Writes every row of the platform's tables into files of `folder`, all of them as they were at one moment; the platform may run. Jobs that wait are
 * not among them: what is to be done stands in the tables, and is found there.
 */
export async function copyOut(url: string, folder: string): Promise<CopiedDatabase> {
  const client = new Client({ connectionString: url, application_name: 'springboard-backup' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables: CopiedDatabase['tables'] = [];
    for (const name of await tablesInOrder(client, ['public'])) {
      const columns = await columnsOf(client, name);
      const file = `${name.slice('public.'.length)}.copy`;
      const rows = client.query(copyTo(`copy ${name} (${columns.join(', ')}) to stdout`));
      await pipeline(rows, createWriteStream(join(folder, file), { mode: 0o600 }));
      tables.push({ name, columns, file, rows: rows.rowCount });
    }
    const migrations = await appliedMigrations(client);
    const sequences = await sequencesOf(client, ['public']);
    await client.query('commit');
    return { migrations, tables, sequences };
  } finally {
    await client.end();
  }
}
