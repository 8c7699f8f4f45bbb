import { randomBytes } from 'node:crypto';
import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Credentials = z.object({ superuser: z.string().min(20), platform: z.string().min(20) });
export type Credentials = z.infer<typeof Credentials>;

/** Passwords of the cluster in `folder`, made once and kept in a file that only its owner reads. */
export async function credentialsIn(folder: string): Promise<Credentials> {
  const file = join(folder, 'credentials.json');
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stored !== undefined) {
    await chmod(file, 0o600);
    return Credentials.parse(JSON.parse(stored));
  }
  const made = { superuser: secret(), platform: secret() };
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
