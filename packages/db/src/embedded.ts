import { chmod, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Credentials, credentialsIn, storedCredentials } from './embedded/credentials.ts';
import { belongsTo, takeOver, userForServer } from './embedded/os-user.ts';
import { launch, runningServer, type ServerProcess } from './embedded/process.ts';
import { nativeFolder, runInitdb, usablePrograms } from './embedded/programs.ts';

export interface EmbeddedOptions {
  /** Folder of the cluster: data, password and, where needed, a copy of the programs. Made if it is missing. */
  readonly folder: string;
  /** TCP port on 127.0.0.1. There is no other way in. */
  readonly port: number;
  /** PostgreSQL's own log; turned over at 10 MB. */
  readonly logFile: string;
  /** Server settings on top of ours, such as `{ fsync: 'off' }` in tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  /** Of the platform's own role and database; holds the password, so it is never logged. */
  readonly url: string;
  /** Of the superuser, for tests and backups. */
  readonly adminUrl: string;
  readonly pid: number;
  /** False when a server of an earlier start was still running and is used on. */
  readonly started: boolean;
  /** Resolves when the server has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Ends the server in order: running transactions are rolled back, data is safe on disk. */
  stop(): Promise<void>;
}

/** Major version that the data folder must have. */
const major = '18';
const role = 'springboard';

/**
 * Starts PostgreSQL on `folder`, or takes up the one that still runs there. Survives what a `kill -9` leaves behind
 * (stale pid file, crash recovery, a half-made cluster) and files of the wrong owner. Root is refused by PostgreSQL, so
 * for root the server runs as the system user `springboard-db`, made when missing.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataFolder = join(options.folder, 'data');
  await mkdir(options.folder, { recursive: true });
  const user = await userForServer();
  if (user) await chmod(options.folder, 0o711);
  const credentials = await credentialsIn(options.folder);
  const programs = await usablePrograms(await nativeFolder(), join(options.folder, 'programs'), user);
  await makeCluster(dataFolder, credentials, programs.initdb, user);

  let server: ServerProcess | undefined = await runningServer(dataFolder, options.port);
  const started = server === undefined;
  server ??= await launch({
    ...options,
    dataFolder,
    program: programs.postgres,
    user,
    isReady: () => accepts(urlOf('postgres', credentials.superuser, options.port, 'postgres')),
  });
  const adminUrl = urlOf('postgres', credentials.superuser, options.port, 'postgres');
  await makeDatabase(adminUrl, credentials);
  return {
    url: urlOf(role, credentials.platform, options.port, role),
    adminUrl,
    pid: server.pid,
    started,
    exited: server.exited,
    stop: server.stop,
  };
}

/** Address of the platform's own database in `folder`, for whoever may read its password there; undefined before the first start. */
export async function embeddedUrl(folder: string, port: number): Promise<string | undefined> {
  const credentials = await storedCredentials(folder);
  return credentials && urlOf(role, credentials.platform, port, role);
}

async function makeCluster(
  dataFolder: string,
  credentials: Credentials,
  initdb: string,
  user: Awaited<ReturnType<typeof userForServer>>,
): Promise<void> {
  const made = await versionOf(dataFolder);
  if (made === undefined) {
    const fresh = `${dataFolder}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    await takeOver(fresh, user);
    await runInitdb(initdb, fresh, credentials.superuser, user);
    await rename(fresh, dataFolder);
  } else if (made !== major) {
    throw new Error(
      `The database in ${dataFolder} is of PostgreSQL ${made}, this release brings PostgreSQL ${major}. Nothing was changed. ` +
        'Start the release that made it and take a backup, then restore that here.',
    );
  }
  if (user && !(await belongsTo(dataFolder, user))) await takeOver(dataFolder, user);
  await chmod(dataFolder, 0o700);
}

async function versionOf(dataFolder: string): Promise<string | undefined> {
  const exists = await stat(dataFolder).catch(() => undefined);
  if (!exists) return undefined;
  return (await readFile(join(dataFolder, 'PG_VERSION'), 'utf8')).trim();
}

function urlOf(user: string, password: string, port: number, database: string): string {
  return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // 28P01: somebody answers who does not know our password; waiting does not help.
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function makeDatabase(adminUrl: string, credentials: Credentials): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const password = client.escapeLiteral(credentials.platform);
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    await client.query(`${known.rowCount ? 'alter' : 'create'} role ${role} login password ${password}`);
    const database = await client.query('select 1 from pg_database where datname = $1', [role]);
    if (!database.rowCount) await client.query(`create database ${role} owner ${role}`);
  } finally {
    await client.end();
  }
}
