import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readInstallation } from '@springboard/config/installation.ts';
import { hasManifest } from './manifest.ts';
import { mustRunAsRoot } from './run.ts';

/** What Springboard makes in a state folder, and in its folders for which others may have used the same name. */
const made =
  /^(postgres|recordings|content|lab-tests|image-cache|image-logs|image-work|image-durations\.json.*)$/;
const madeInside: Readonly<Record<string, RegExp>> = {
  logs: /^(api|gateway|worker|postgres)\.log/,
  run: /^(launcher|processes)\.json/,
};
/** By these a folder is told to be ours, and the platform by its clients; they go last, so that a removal that breaks off can be run again. */
const identity = /^(installation\.json|ssh_host_ed25519_key)/;
const manifest = /^manifest\.json/;

/** Whether a folder holds our identity or our record. Any other is left alone, whatever the settings say. */
export function isStateFolder(folder: string): boolean {
  try {
    return readInstallation(folder) !== undefined || hasManifest(folder);
  } catch {
    // Damaged, or a file of somebody else's.
    return false;
  }
}

/** Whether the embedded database is in this state folder. */
export const databaseIn = (folder: string): boolean => existsSync(join(folder, 'postgres'));

export interface Clearing {
  /** The database, and the identity that its secrets are sealed with, stay. */
  readonly keepDatabase: boolean;
  /** The record stays, since it still names something. */
  readonly keepManifest: boolean;
}

/**
 * Removes from a state folder what Springboard made there, and the folder when nothing is left in it. Returns what is
 * left. Throws `HostError` when something cannot be removed.
 */
export async function clearStateFolder(
  folder: string,
  { keepDatabase, keepManifest }: Clearing,
): Promise<string[]> {
  const databaseStays = keepDatabase && databaseIn(folder);
  // Recordings belong to the attempts that the database keeps.
  await removeMatching(folder, made, databaseStays ? ['postgres', 'recordings'] : []);
  for (const [name, pattern] of Object.entries(madeInside)) {
    await removeMatching(join(folder, name), pattern);
    removeEmpty(join(folder, name));
  }
  if (!databaseStays) await removeMatching(folder, identity);
  if (!keepManifest) await removeMatching(folder, manifest);
  removeEmpty(folder);
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function removeMatching(
  folder: string,
  pattern: RegExp,
  except: readonly string[] = [],
): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (pattern.test(name) && !except.includes(name)) await remove(join(folder, name));
  }
}

/** Builds of images, and the database for root, leave files of other users. */
async function remove(path: string): Promise<void> {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    await mustRunAsRoot(
      ['rm', '-rf', '--one-file-system', path],
      `Removing ${path}`,
      'Run this again as root.',
    );
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // It holds something of others, or it is a mount or a link, which they made.
    if (!['ENOENT', 'ENOTEMPTY', 'ENOTDIR', 'EBUSY', 'EACCES', 'EPERM'].includes(code)) throw error;
  }
}
