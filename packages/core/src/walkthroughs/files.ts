import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WalkthroughSpan } from '@springboard/contracts/walkthroughs.ts';
import { cutCast } from '@springboard/terminal/node/cast-span.ts';

/** Among the recordings, so that a backup takes it along; the end of the recording that a part was cut from does not touch it. */
const partsFolder = 'walkthroughs';
/** What is being written, by a name of its own each: two who publish the same span do not write into one file. */
const underWay = '.new';
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is published lies in a folder of its own, named by the walk-through. */
function folderOf(recordings: string, walkthroughId: string): string {
  return join(recordings, partsFolder, walkthroughId);
}

export function partPath(recordings: string, walkthroughId: string, file: string): string {
  return join(folderOf(recordings, walkthroughId), file);
}

/** By what it holds, so that the same span is the same file. */
export function partFile({ recording, from, until }: WalkthroughSpan): string {
  const hash = createHash('sha256').update(JSON.stringify([recording, from, until]));
  return `${hash.digest('hex').slice(0, 32)}.cast`;
}

export function spanTimes({ from, until }: Pick<WalkthroughSpan, 'from' | 'until'>) {
  return { from: Date.parse(from), until: Date.parse(until) };
}

/**
 * Cuts a span into its file, unless that is there already. False where nothing was printed in it. Rejects when there is no such recording. Whoever withdraws the
 * walk-through meanwhile may have taken the file away again: `hasPart` tells.
 */
export async function writePart(
  recordings: string,
  walkthroughId: string,
  span: WalkthroughSpan,
  source: string | undefined,
): Promise<boolean> {
  const path = partPath(recordings, walkthroughId, partFile(span));
  if (await isThere(path)) return true;
  if (source === undefined) return false;
  const text = await cutCast(source, spanTimes(span));
  if (text === undefined) return false;
  const draft = join(recordings, partsFolder, underWay, randomUUID());
  await mkdir(join(recordings, partsFolder, underWay), { recursive: true, mode: 0o700 });
  // Whole or not at all: one that is there is taken for good.
  await writeFile(draft, text, { mode: 0o600 });
  await mkdir(folderOf(recordings, walkthroughId), { recursive: true, mode: 0o700 });
  await rename(draft, path).catch(ifMissing);
  await rm(draft, { force: true });
  return true;
}

export async function hasPart(recordings: string, id: string, span: WalkthroughSpan): Promise<boolean> {
  return isThere(partPath(recordings, id, partFile(span)));
}

/** Removes the files of a walk-through but these. */
export async function keepParts(recordings: string, id: string, files: readonly string[]): Promise<void> {
  const folder = folderOf(recordings, id);
  for (const name of await readdir(folder).catch(() => []))
    if (!files.includes(name)) await rm(join(folder, name), { force: true });
}

/** Removes all that is kept of these walk-throughs, also where releases before had put it. */
export async function removeParts(recordings: string, ids: readonly string[]): Promise<void> {
  for (const id of ids)
    for (const folder of [folderOf(recordings, id), join(recordings, id)])
      await rm(folder, { recursive: true, force: true });
}

/** Walk-throughs of which parts are kept, with when the last of them was written, in milliseconds. */
export async function listParts(recordings: string): Promise<{ id: string; writtenAt: number }[]> {
  const ids = await namesIn(join(recordings, partsFolder));
  return Promise.all(
    ids
      .filter((id) => idShape.test(id))
      .map(async (id) => {
        const folder = folderOf(recordings, id);
        const files = (await namesIn(folder)).map((name) => join(folder, name));
        const times = await Promise.all([folder, ...files].map(writtenAt));
        return { id, writtenAt: Math.max(...times) };
      }),
  );
}

/** Removes what a process had begun to write before this moment, and ended. */
export async function removeBegun(recordings: string, before: number): Promise<void> {
  const folder = join(recordings, partsFolder, underWay);
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    if ((await writtenAt(path)) < before) await rm(path, { force: true });
  }
}

/** Brings parts to their folder that releases before kept among the folders of attempts. */
export async function moveEarlierParts(recordings: string, ids: Iterable<string>): Promise<void> {
  for (const id of ids) {
    const earlier = join(recordings, id);
    const names = await namesIn(earlier);
    if (names.length === 0) continue;
    await mkdir(folderOf(recordings, id), { recursive: true, mode: 0o700 });
    for (const name of names) await rename(join(earlier, name), partPath(recordings, id, name));
    await rmdir(earlier);
  }
}

const namesIn = (folder: string) => readdir(folder).catch((): string[] => []);

function writtenAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

function ifMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
