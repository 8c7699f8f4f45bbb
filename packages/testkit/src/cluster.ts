import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningServer } from '@springboard/db/embedded/process.ts';
import { type EmbeddedServer, startEmbedded } from '@springboard/db/embedded.ts';
import { migrate } from '@springboard/db/migrate.ts';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's URL of the run's cluster, which holds a migrated template database. */
    clusterUrl: string;
  }
}

const folderPrefix = 'springboard-test-pg-';
/** Holds the pid of the test run that made a cluster. */
const ownerFile = 'owner.pid';
export const templateDatabase = 'springboard_template';

/** Global set-up of the `int` project: one PostgreSQL for the whole run, with a migrated template to copy from. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  project.provide('clusterUrl', cluster.server.adminUrl);
  return cluster.remove;
}

/** A throw-away cluster in a folder of its own, not synced to disk. For tests that restart the server itself. */
export async function startCluster(): Promise<{
  server: EmbeddedServer;
  /** Starts the server again on the same data and port after it was stopped or killed. */
  restart(): Promise<EmbeddedServer>;
  remove(): Promise<void>;
}> {
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  await chmod(folder, 0o711);
  await writeFile(join(folder, ownerFile), String(process.pid));
  const options = {
    folder,
    port: await freePort(),
    logFile: join(folder, 'postgres.log'),
    // Not safe against a loss of power; a killed server still loses nothing that was committed.
    settings: { fsync: 'off', full_page_writes: 'off', max_connections: '300' },
  };
  let server = await startEmbedded(options);
  await makeTemplate(server.adminUrl);
  return {
    server,
    restart: async () => {
      server = await startEmbedded(options);
      return server;
    },
    remove: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends clusters of test runs that were killed: their servers would stay for ever. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(folder, ownerFile), 'utf8').catch(() => ''));
    if (!owner || isAlive(owner)) continue;
    const data = join(folder, 'data');
    const port = Number(
      (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[3],
    );
    await (await runningServer(data, port))?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase} owner springboard`);
  await migrate(inDatabase(adminUrl, templateDatabase));
  await client.query(`alter database ${templateDatabase} allow_connections false`);
  await client.end();
}

/** The same server, another database. */
export function inDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
