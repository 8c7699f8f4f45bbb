import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { listPublishedIds } from '@springboard/db/repositories/walkthroughs.ts';
import type { Context } from '../context.ts';
import { hourly } from '../hourly.ts';
import { removeParts } from './files.ts';

/** What was cut so long ago belongs to one that is published, or to none: publishing takes seconds. */
const settledMs = 3_600_000;
const partShape = /^[0-9a-f]{32}\.cast(\.new)?$/;

/** Removes what was cut out for walk-throughs that are not published: a process that ended amid publishing or withdrawing leaves it. */
export const sweepWalkthroughs = hourly(async (ctx, now) => {
  const published = new Set(await listPublishedIds(ctx.db));
  for (const folder of await readdir(ctx.recordings).catch(() => []))
    if (!published.has(folder) && (await isSettled(ctx, folder, now))) {
      await removeParts(ctx.recordings, [folder]);
      ctx.log.info({ walkthrough: folder }, 'Parts of a walk-through that is not published were removed.');
    }
  return true;
});

/** Whether a folder holds parts of a walk-through, and nothing that was written just now. */
async function isSettled(
  { recordings }: Pick<Context, 'recordings'>,
  folder: string,
  now: number,
): Promise<boolean> {
  const names = await readdir(join(recordings, folder)).catch(() => []);
  if (names.length === 0 || !names.every((name) => partShape.test(name))) return false;
  const written = await Promise.all(names.map((name) => stat(join(recordings, folder, name))));
  return written.every(({ mtimeMs }) => mtimeMs < now - settledMs);
}
