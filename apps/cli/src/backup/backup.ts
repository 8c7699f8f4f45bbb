import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readInstallation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { copyOut } from '@springboard/db/backup/copy-out.ts';
import { CliError, exit } from '../api/errors.ts';
import { openDatabase } from './database.ts';
import { filesIn } from './files-in.ts';
import {
  type ArchiveHeader,
  type ArchiveManifest,
  databaseFolderName,
  headerName,
  isEntryName,
  manifestName,
  recordingsFolderName,
  stateFiles,
} from './manifest.ts';
import { ArchiveWriter } from './write-archive.ts';

export interface BackupMade {
  readonly bytes: number;
  readonly rows: number;
  readonly recordings: number;
}

/**
 * Writes all that an installation is into one file, mode 0600: every row of its database as of one moment, recordings, identity and host key. The
 * platform may run. The file appears whole or not at all, and never in the place of another. Errors are `CliError`s.
 */
export async function backUp(config: LauncherConfig, target: string): Promise<BackupMade> {
  const installation = readInstallation(config.state);
  if (!installation) {
    throw new CliError(
      exit.notFound,
      `There is no installation in ${config.state}.`,
      'SPRINGBOARD_STATE names another state folder.',
    );
  }
  const path = resolve(target);
  if (await exists(path))
    throw new CliError(exit.usage, `${path} is there already, and was left as it is.`, 'Name another file.');
  const scratch = await mkdtemp(`${path}.`).catch((cause: unknown) => {
    throw new CliError(
      exit.failed,
      `Nothing can be written into ${dirname(path)}.`,
      'Name a folder that is there and yours.',
      { cause },
    );
  });
  const archive = new ArchiveWriter(join(scratch, 'archive'));
  try {
    const header = {
      format: 'springboard-backup',
      version: 1,
      madeAt: new Date().toISOString(),
      installation: installation.installation,
    } as const;
    await archive.addText(headerName, JSON.stringify(header satisfies ArchiveHeader));
    for (const name of stateFiles) await archive.addFile(name, join(config.state, name));
    const server = await openDatabase(config, installation.databasePort);
    const database = await copyOut(server.url, scratch).finally(() => server.close());
    for (const { file } of database.tables) {
      await archive.addFile(`${databaseFolderName}/${file}`, join(scratch, file));
      await rm(join(scratch, file));
    }
    // After the rows: a recording of an attempt that is not in them is only in the way, the other way round it would be lost.
    const recordings = await addRecordings(archive, join(config.state, recordingsFolderName));
    const manifest = { entries: archive.entries, database } satisfies ArchiveManifest;
    await archive.addText(manifestName, JSON.stringify(manifest));
    await archive.end();
    await rename(join(scratch, 'archive'), path);
    const rows = database.tables.reduce((sum, table) => sum + table.rows, 0);
    return { bytes: (await stat(path)).size, rows, recordings };
  } catch (cause) {
    await archive.abort();
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause;
    throw new CliError(
      exit.failed,
      'The disk is full. No backup was made.',
      'Make room, or name a file on another disk.',
      { cause },
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function addRecordings(archive: ArchiveWriter, folder: string): Promise<number> {
  let count = 0;
  for await (const path of filesIn(folder)) {
    const name = `${recordingsFolderName}/${path}`;
    if (isEntryName(name) && (await archive.addFile(name, join(folder, path)))) count++;
  }
  return count;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
