import { listPublishedIds } from '@springboard/db/repositories/walkthroughs.ts';
import { hourly } from '../hourly.ts';
import { listParts, moveEarlierParts, removeBegun } from './files.ts';
import { tidyParts } from './publish.ts';

/** What was cut so long ago belongs to one that is published, or to none: publishing takes seconds. */
const settledMs = 3_600_000;

/** Removes what was cut out for walk-throughs that are not published: a process that ended amid publishing or withdrawing leaves it. */
export const sweepWalkthroughs = hourly(async (ctx, now) => {
  const published = new Set(await listPublishedIds(ctx.db));
  await moveEarlierParts(ctx.recordings, published);
  await removeBegun(ctx.recordings, now - settledMs);
  for (const { id, writtenAt } of await listParts(ctx.recordings)) {
    if (published.has(id) || writtenAt >= now - settledMs) continue;
    await tidyParts(ctx, id);
    ctx.log.info({ walkthrough: id }, 'Parts of a walk-through that is not published were removed.');
  }
  return true;
});
