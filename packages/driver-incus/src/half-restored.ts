import { execFile } from 'node:child_process';
import { rename, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DriverError } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { poolFolder } from './endpoint.ts';
import { errorCode } from './errors.ts';

/** Deleting a subvolume waits for what its pool is writing, in milliseconds. */
const deleteLimitMs = 60_000;

/** The root of a btrfs subvolume has this inode. */
const subvolumeInode = 256;

/**
 * Incus restores a disk by renaming the old one, taking the snapshot in its place, and deleting the old one. Killed in between, it leaves
 * the renamed disk behind for ever, and from then on refuses each restore of the instance, which has no disk if the kill came early.
 * Here the disk is put back, or its old self removed, so that the restore can be done again, where the pool is a btrfs of this host. The
 * instance has to be stopped.
 */
export async function clearHalfRestored(
  client: IncusClient,
  pool: string,
  project: string,
  instance: string,
): Promise<void> {
  const folder = poolFolder(client.endpoint, pool);
  if (folder === undefined) return;
  const disk = diskPath(folder, project, instance);
  const old = `${disk}.incustmp`;
  if ((await inodeOf(old)) !== subvolumeInode) return;
  try {
    if ((await inodeOf(disk)) === subvolumeInode) {
      await promisify(execFile)('btrfs', ['subvolume', 'delete', old], { timeout: deleteLimitMs });
    } else {
      // An empty folder is where the engine looked for the disk since.
      await rmdir(disk).catch((error: unknown) => {
        if (errorCode(error) !== 'ENOENT') throw error;
      });
      await rename(old, disk);
    }
  } catch (error) {
    throw new DriverError(
      'refused',
      `The engine was killed while it put back the disk of ${instance}, and ${old} stands in the way now: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

/** Where an instance's disk is in the folder of its pool. */
export function diskPath(folder: string, project: string, instance: string): string {
  return join(folder, 'containers', `${project}_${instance}`);
}

async function inodeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).ino;
  } catch (error) {
    if (['ENOENT', 'EACCES'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
