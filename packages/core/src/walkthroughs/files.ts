import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WalkthroughSpan } from '@springboard/contracts/walkthroughs.ts';
import { cutCast } from '@springboard/terminal/node/cast-span.ts';

/**
 * What is published lies in a folder of its own among the recordings, named by the walk-through: a backup takes it along, and the end of the recording that
 * it was cut from does not touch it.
 */
function folderOf(recordings: string, walkthroughId: string): string {
  return join(recordings, walkthroughId);
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

/** Cuts a span into its file, unless that is there already. False where nothing was printed in it. Rejects when there is no such recording. */
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
  await mkdir(folderOf(recordings, walkthroughId), { recursive: true, mode: 0o700 });
  // Whole or not at all: one that is there is taken for good.
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
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

/** Removes all that is kept of these walk-throughs. */
export async function removeParts(recordings: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await rm(folderOf(recordings, id), { recursive: true, force: true });
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}
