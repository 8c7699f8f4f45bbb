import { chmod, cp, mkdir, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Installation, restoreUnderWay, writeInstallation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { unknownMigrations } from '@springboard/db/backup/applied.ts';
import { copyIn, isEmptyDatabase, LeftOver, NotEmpty } from '@springboard/db/backup/copy-in.ts';
import { takeLock } from '@springboard/host/platform/lock.ts';
import { CliError, exit } from '../api/errors.ts';
import { openDatabase } from './database.ts';
import { databaseFolderName, recordingsFolderName, stateFiles } from './manifest.ts';
import { otherRelease, type ReadArchive, readArchive } from './read-archive.ts';

export interface Restored {
  readonly madeAt: string;
  readonly installation: string;
  readonly rows: number;
  readonly recordings: number;
}

/**
 * Makes the installation of a backup, in a state folder without one and an empty database, at the schema of this release. `installation.json` comes last: until it is there nothing
 * starts on what is half restored, and when anything fails all of it is taken away again. Errors are `CliError`s.
 */
export async function restore(config: LauncherConfig, source: string): Promise<Restored> {
  await mkdir(config.state, { recursive: true, mode: 0o755 });
  // As a platform would: none is started here meanwhile, and one that runs is not restored over.
  const lock = takeLock(config.state, 'a restore is under way in its state folder');
  if (!lock.taken) throw isTaken(config.state);
  try {
    await requireEmpty(config);
    return await restoreInto(config, source);
  } finally {
    lock.release();
    await rmdir(join(config.state, 'run')).catch(() => {});
  }
}

async function restoreInto(config: LauncherConfig, source: string): Promise<Restored> {
  const scratch = join(config.state, restoreUnderWay);
  await mkdir(scratch, { mode: 0o700 });
  try {
    const archive = await readArchive(source, scratch);
    if ((await unknownMigrations(archive.manifest.database.migrations)).length > 0) throw otherRelease();
    const installation = await identityIn(scratch);
    const recordings = await fillDatabase(config, installation.databasePort, scratch, archive, async () => {
      const count = await moveFiles(config.state, scratch);
      writeInstallation(config.state, installation);
      return count;
    });
    const rows = archive.manifest.database.tables.reduce((sum, table) => sum + table.rows, 0);
    return { madeAt: archive.header.madeAt, installation: installation.installation, rows, recordings };
  } catch (error) {
    await clear(config.state);
    throw error instanceof CliError ? error : failed(error as Error, config.databaseUrl !== undefined);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** `elsewhere`: the database is not in the state folder, which is cleared. */
function failed(cause: Error, elsewhere: boolean): CliError {
  if (cause instanceof NotEmpty)
    return new CliError(
      exit.failed,
      `The restore failed: ${cause.message}. The database was left as it is, and the state folder is as empty as before.`,
      'Make an empty one (`createdb`), and restore again.',
      { cause },
    );
  if (cause instanceof LeftOver && elsewhere)
    return new CliError(
      exit.failed,
      `The restore failed: ${cause.message}. The state folder is as empty as before; in the database there is a part of the backup.`,
      'Drop that database, make an empty one, and restore again.',
      { cause },
    );
  return new CliError(
    exit.failed,
    `The restore failed: ${cause.message}. What had come in was taken away again: state folder and database are as empty as before.`,
    'Mend what it says, and restore again.',
    { cause },
  );
}

function isTaken(state: string): CliError {
  return new CliError(
    exit.failed,
    `A platform runs from ${state}. Nothing was restored, and nothing was changed.`,
    'Name another state folder with SPRINGBOARD_STATE.',
  );
}

/** Refuses a state folder with anything of an installation in it, but for what a killed restore left. */
async function requireEmpty(config: LauncherConfig): Promise<void> {
  const found: string[] = await readdir(config.state).catch(() => []);
  if (found.includes(restoreUnderWay) && !found.includes('installation.json')) {
    await clear(config.state);
    await rm(join(config.state, restoreUnderWay), { recursive: true });
  } else if (['postgres', recordingsFolderName, ...stateFiles].some((name) => found.includes(name))) {
    throw new CliError(
      exit.failed,
      `There is an installation in ${config.state} already. Nothing was restored, and nothing was changed.`,
      'Move that folder away, or name another one with SPRINGBOARD_STATE.',
    );
  }
  if (config.databaseUrl !== undefined && !(await isEmptyDatabase(config.databaseUrl))) {
    throw new CliError(
      exit.failed,
      'The database that DATABASE_URL names has tables. Nothing was restored, and nothing was changed.',
      'Make an empty one (`createdb`), and name that. What a restore left that was killed is dropped first (`dropdb`).',
    );
  }
}

async function identityIn(scratch: string): Promise<Installation> {
  const text = await readFile(join(scratch, 'installation.json'), 'utf8').catch(() => 'null');
  return Installation.parse(JSON.parse(text));
}

/** Fills the database, and does `rest` while all of it can still be taken back. */
async function fillDatabase<T>(
  config: LauncherConfig,
  port: number,
  scratch: string,
  { manifest }: ReadArchive,
  rest: () => Promise<T>,
): Promise<T> {
  await mkdir(join(config.state, 'logs'), { recursive: true });
  // The server may run as a user of its own, who has to get through; files of secrets have modes of their own.
  if (config.databaseUrl === undefined) await chmod(config.state, 0o755);
  const server = await openDatabase(config, (await isFree(port)) ? port : await aFreePort());
  try {
    return await copyIn(server.url, join(scratch, databaseFolderName), manifest.database, rest);
  } finally {
    await server.close();
  }
}

async function moveFiles(state: string, scratch: string): Promise<number> {
  for (const name of stateFiles) {
    if (name === 'installation.json') continue;
    await cp(join(scratch, name), join(state, name)).catch(ifMissing);
  }
  await chmod(join(state, 'ssh_host_ed25519_key'), 0o600).catch(ifMissing);
  const recordings = join(state, recordingsFolderName);
  await rename(join(scratch, recordingsFolderName), recordings).catch(ifMissing);
  const paths = await readdir(recordings, { recursive: true }).catch(() => []);
  return paths.filter((path) => path.endsWith('.cast')).length;
}

function ifMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function clear(state: string): Promise<void> {
  for (const name of ['postgres', recordingsFolderName, ...stateFiles])
    await rm(join(state, name), { recursive: true, force: true });
}

function isFree(port: number): Promise<boolean> {
  return listening(port).then(
    () => true,
    () => false,
  );
}

const aFreePort = () => listening(0);

/** Resolves with a port of this machine that could be listened on, and is not any more. */
function listening(port: number): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
