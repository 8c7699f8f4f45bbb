import type { Actor } from '@springboard/contracts/actor.ts';
import type { LabWalkthroughs, OwnWalkthrough } from '@springboard/contracts/walkthroughs.ts';
import { listAttemptsOf } from '@springboard/db/repositories/attempts.ts';
import { findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import {
  listPublishedOf,
  listRatings,
  listWalkthroughsBy,
  type WalkthroughRow,
} from '@springboard/db/repositories/walkthroughs.ts';
import { authorize, may, notFound } from '../access.ts';
import type { Context } from '../context.ts';
import { listRecordingFiles } from '../recordings/files.ts';
import { seesHidden, watchesLab } from './access.ts';
import { hasPassed } from './passed.ts';
import { viewHidden, viewSummary } from './view.ts';

/** So many attempts are offered to make one from. */
const mostAttempts = 10;

/** What there is of walk-throughs of a lab: those of others as far as the actor may watch them, and their own. Errors: `not-found`. */
export async function listWalkthroughs(
  ctx: Pick<Context, 'db' | 'recordings'>,
  actor: Actor,
  slug: string,
): Promise<LabWalkthroughs> {
  authorize(actor, 'lab.read');
  if ((await findPublishedVersion(ctx.db, slug)) === undefined) throw notFound('lab');
  const { personId } = actor;
  const open = await watchesLab(ctx.db, actor, slug);
  const published = (await listPublishedOf(ctx.db, slug)).filter(
    (row) => row.hiddenAt === null || seesHidden(actor),
  );
  const others = published.filter((row) => row.personId !== personId);
  const shown = open ? others : [];
  const ratings = Map.groupBy(
    await listRatings(
      ctx.db,
      shown.map(({ id }) => id),
    ),
    ({ walkthroughId }) => walkthroughId,
  );
  const makes = may(actor, 'attempt.own.write');
  const passed = makes && (await hasPassed(ctx.db, personId, slug));
  return {
    open,
    count: others.length,
    walkthroughs: shown.flatMap((row) => viewSummary(row, ratings.get(row.id) ?? [], personId)),
    own: (await listWalkthroughsBy(ctx.db, personId, slug)).map(viewOwn),
    make: makes ? (passed ? 'yes' : 'not-passed') : null,
    attempts: passed ? await recordedAttempts(ctx, personId, slug) : [],
  };
}

async function recordedAttempts(
  ctx: Pick<Context, 'db' | 'recordings'>,
  personId: string,
  slug: string,
): Promise<LabWalkthroughs['attempts']> {
  const attempts = (await listAttemptsOf(ctx.db, personId))
    .filter((row) => row.slug === slug && !row.preview)
    .toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime())
    .slice(0, mostAttempts);
  const found = await Promise.all(
    attempts.map(async ({ id, number, startedAt }) => {
      const files = await listRecordingFiles(ctx.recordings, id);
      return files.length > 0 ? [{ id, number, startedAt: startedAt.toISOString() }] : [];
    }),
  );
  return found.flat();
}

function viewOwn(row: WalkthroughRow): OwnWalkthrough {
  return {
    id: row.id,
    title: row.draft.title,
    published: row.published !== null,
    changed: row.publishedRevision !== row.revision,
    savedAt: row.savedAt.toISOString(),
    hidden: viewHidden(row),
  };
}
