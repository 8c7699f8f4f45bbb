import { execFile } from 'node:child_process';
import { chown, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** System user as which the embedded server runs when the platform is root. `npm run uninstall` removes it. */
export const databaseUser = 'springboard-db';

/** The user to run the server as; undefined = the one we are already. Makes the system user for root when it is missing. */
export async function userForServer(): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const known = await lookUp();
  if (known) return known;
  const flags = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  try {
    await run('useradd', [...flags, '--shell', '/usr/sbin/nologin', databaseUser]);
  } catch (error) {
    // Another start may have been quicker.
    const made = await lookUp();
    if (made) return made;
    throw new Error(
      `PostgreSQL does not run as root, and the system user ${databaseUser} could not be made. Make it with ` +
        `"useradd --system --user-group ${databaseUser}", or set DATABASE_URL to a server of your own.`,
      { cause: error },
    );
  }
  const made = await lookUp();
  if (!made) throw new Error(`The system user ${databaseUser} was made but cannot be looked up.`);
  return made;
}

async function lookUp(): Promise<OsUser | undefined> {
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, databaseUser])).stdout)),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

/** Whether the files of a cluster that PostgreSQL cannot do without belong to `user`. */
export async function belongsTo(dataFolder: string, user: OsUser): Promise<boolean> {
  const files = ['.', 'PG_VERSION', 'postgresql.conf', 'global/pg_control', 'pg_wal', 'base'];
  const owners = await Promise.all(files.map(async (file) => (await stat(join(dataFolder, file))).uid));
  return owners.every((owner) => owner === user.uid);
}

/** Gives a folder with everything in it to `user`. */
export async function takeOver(folder: string, user: OsUser | undefined): Promise<void> {
  if (!user) return;
  await chown(folder, user.uid, user.gid);
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), user.uid, user.gid);
  }
}
