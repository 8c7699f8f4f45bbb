import { execFile } from 'node:child_process';
import { rename, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DriverError } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { errorCode } from './errors.ts';

/** The root of a btrfs subvolume has this inode. */
const subvolumeInode = 256;

/**
 * Incus restores a disk by renaming the old one, taking the snapshot in its place, and deleting the old one. Killed in between, it leaves
 * the renamed disk behind for ever, and from then on refuses each restore of the instance, which has no disk if the kill came early.
 * Here the disk is put back, or its old self removed, so that the restore can be done again. Only for an engine on this host, whose pool is
 * a btrfs; elsewhere Incus's own error says what happened. The instance has to be stopped.
 */
export async function clearHalfRestored(
  client: IncusClient,
  pool: string,
  project: string,
  instance: string,
): Promise<void> {
  if (client.endpoint.kind !== 'unix') return;
  const disk = diskPath(client.endpoint.socket, pool, project, instance);
  const old = `${disk}.incustmp`;
  if ((await inodeOf(old)) !== subvolumeInode) return;
  try {
    if ((await inodeOf(disk)) === subvolumeInode) {
      await promisify(execFile)('btrfs', ['subvolume', 'delete', old]);
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

/** Where the engine of this host has an instance's disk. */
export function diskPath(socket: string, pool: string, project: string, instance: string): string {
  return join(dirname(socket), 'storage-pools', pool, 'containers', `${project}_${instance}`);
}

async function inodeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).ino;
  } catch (error) {
    if (['ENOENT', 'EACCES'].includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
