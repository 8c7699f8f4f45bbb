import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Credentials = z.object({ superuser: z.string().min(20), platform: z.string().min(20) });
export type Credentials = z.infer<typeof Credentials>;

/** Passwords of the cluster in `folder`, made once and kept in a file that only its owner reads. */
export async function credentialsIn(folder: string): Promise<Credentials> {
  const file = fileIn(folder);
  const stored = await storedCredentials(folder);
  if (stored !== undefined) {
    await chmod(file, 0o600);
    return stored;
  }
  const made = { superuser: secret(), platform: secret() };
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}

/** The passwords of the cluster in `folder`; undefined when it has none yet. */
export async function storedCredentials(folder: string): Promise<Credentials | undefined> {
  const stored = await readFile(fileIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stored === undefined ? undefined : Credentials.parse(JSON.parse(stored));
}

const fileIn = (folder: string) => join(folder, 'credentials.json');

function secret(): string {
  return randomBytes(32).toString('base64url');
}
