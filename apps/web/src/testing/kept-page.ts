import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';

/** A built page: what its files hold, by their paths, such as `/index.html`. */
export type PageFiles = ReadonlyMap<string, string | Uint8Array>;

/** The print of the sources, and after it the page that was built from them. */
const keptAt = fileURLToPath(
  new URL('../../../../node_modules/.cache/springboard-page-tests/page', import.meta.url),
);

/** The page that was built from sources with this print; null when there is none, or one of other sources. */
export async function keptPage(print: string, path = keptAt): Promise<PageFiles | null> {
  const kept = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept === null || !kept.subarray(0, print.length).equals(Buffer.from(print))) return null;
  return deserialize(kept.subarray(print.length));
}

/** Keeps this page instead of the one before. Who reads at the same time gets all of the old one or all of the new one. */
export async function keepPage(print: string, files: PageFiles, path = keptAt): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, Buffer.concat([Buffer.from(print), serialize(files)]));
  await rename(unfinished, path);
}
