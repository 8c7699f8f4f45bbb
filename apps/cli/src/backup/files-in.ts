import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Paths of all files under a folder, relative to it; none where there is no such folder. Each folder is read when its turn comes, and one that was removed
 * meanwhile has none: `readdir` with `recursive` fails as a whole then, and a platform that runs removes recordings.
 */
export async function* filesIn(folder: string, under = ''): AsyncGenerator<string> {
  for (const entry of await entriesOf(join(folder, under))) {
    const path = join(under, entry.name);
    if (entry.isDirectory()) yield* filesIn(folder, path);
    else yield path;
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
