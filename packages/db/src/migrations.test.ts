import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import { migrationsFolder } from './migrate.ts';
import { schema } from './schema.ts';

it('the migrations lead to the schema: after a change of it, run drizzle-kit generate in packages/db', async () => {
  const meta = join(migrationsFolder, 'meta');
  const newest =
    (await readdir(meta))
      .filter((name) => name.endsWith('_snapshot.json'))
      .sort()
      .at(-1) ?? '';
  const before = JSON.parse(await readFile(join(meta, newest), 'utf8'));
  expect(await generateMigration(before, generateDrizzleJson(schema, before.id))).toEqual([]);
});
