/**
 * Writes `packages/db/fixtures/release-<version>.sql`, once, when a release is made:
 * `node packages/db/src/dump/write-release.ts 0.1`
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { createDatabase } from '../client.ts';
import { startEmbedded } from '../embedded.ts';
import { migrate } from '../migrate.ts';
import { dumpDatabase } from './dump-database.ts';
import { fillWithReleaseData } from './release-data.ts';

const version = process.argv[2];
if (!version || !/^\d+\.\d+$/.test(version)) throw new Error('Which release? Such as 0.1');
const folder = await mkdtemp(join(tmpdir(), 'springboard-release-'));
await chmod(folder, 0o711);
/** Free on most machines and used only while this runs. */
const port = 17_802;
const server = await startEmbedded({ folder, port, logFile: join(folder, 'postgres.log') });
try {
  await migrate(server.url);
  const database = createDatabase(server.url);
  await fillWithReleaseData(database.db);
  await database.close();
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const dump = await dumpDatabase(client, `Springboard ${version}`);
  await client.end();
  const file = fileURLToPath(new URL(`../../fixtures/release-${version}.sql`, import.meta.url));
  await writeFile(file, dump);
  console.log(`${file}: ${dump.split('\n').length} lines`);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
