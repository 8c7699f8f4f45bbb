import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { WalkthroughDraftView } from '@springboard/contracts/walkthroughs.ts';
import {
  lockWalkthrough,
  type NamedWalkthrough,
  setWalkthrough,
} from '@springboard/db/repositories/walkthroughs.ts';
import type { PublishedWalkthrough } from '@springboard/db/schema/walkthroughs.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockOwn, ownWalkthrough } from './access.ts';
import { getDraft, sourcesOf } from './draft.ts';
import { hasPart, keepParts, partFile, removeParts, writePart } from './files.ts';
import { isSame } from './missing.ts';
import { tellOfPublished, tellWhoHid } from './tell.ts';

type PublishContext = Pick<
  Context,
  'db' | 'recordings' | 'clock' | 'limits' | 'enqueue' | 'channels' | 'log'
>;

/**
 * Shows the draft as it is to others: what they may see is cut out of the recordings into files of its own, which stay when those are removed. Errors:
 * `not-found`; `conflict` while something is missing, or when it was saved meanwhile.
 */
export async function publishWalkthrough(
  ctx: PublishContext,
  actor: Actor,
  id: string,
): Promise<WalkthroughDraftView> {
  const row = await ownWalkthrough(ctx.db, actor, id);
  const published = await cutParts(ctx, row);
  await ctx.db.transaction(async (tx) => {
    const now = await lockOwn(tx, actor, id);
    if (now.revision !== row.revision) throw notPublished('It was saved by another page meanwhile.');
    // Who published or withdrew it meanwhile has tidied up since these were cut.
    for (const part of published.parts)
      if (!(await hasPart(ctx.recordings, id, part)))
        throw notPublished('Another page has published or withdrawn it meanwhile.');
    const publishedAt = now.publishedAt ?? ctx.clock();
    await setWalkthrough(tx, id, { published, publishedAt, publishedRevision: row.revision });
    await audit(tx, actor, 'walkthrough.publish', subjectOf(row), { walkthrough: id });
    if (now.publishedAt === null) await tellOfPublished(ctx, tx, { ...row, title: published.title });
    if (now.hiddenBy !== null) await tellWhoHid(ctx, tx, { ...now, published }, now.hiddenBy);
  });
  await tidyParts(ctx, id);
  return getDraft(ctx, actor, id);
}

/**
 * Removes what was cut out and is not published now. Under the row's lock and by what it says then, so that none of two who publish removes what the
 * other one needs. Whoever watches the one before has loaded it, or asks again.
 */
export async function tidyParts(ctx: Pick<Context, 'db' | 'recordings'>, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = await lockWalkthrough(tx, id);
    if (now?.published)
      await keepParts(
        ctx.recordings,
        id,
        now.published.parts.map(({ file }) => file),
      );
    else await removeParts(ctx.recordings, [id]);
  });
}

async function cutParts(
  ctx: Pick<Context, 'recordings'>,
  row: NamedWalkthrough,
): Promise<PublishedWalkthrough> {
  const { files, missing } = await sourcesOf(ctx, row);
  if (missing.length > 0) throw notPublished(missing.join(' '));
  const { title, parts, chapters } = row.draft;
  const cut: PublishedWalkthrough['parts'][number][] = [];
  for (const { recording, from, until } of parts) {
    const span = { recording, from, until };
    const source = files.find(({ name }) => name === recording);
    const before = row.published?.parts.find((one) => isSame(one, span));
    if (!(await writePart(ctx.recordings, row.id, span, source?.path)))
      throw notPublished(`Nothing was printed in the part of ${source?.node ?? 'a terminal'}.`);
    const { node, number } = source ?? before ?? { node: '', number: 1 };
    cut.push({ ...span, node, number, file: partFile(span) });
  }
  const order = (one: { from: string }, other: { from: string }) =>
    Date.parse(one.from) - Date.parse(other.from);
  return {
    title: title.trim(),
    parts: cut.toSorted(order),
    chapters: chapters.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}

/** Takes it away from others; draft and ratings are kept, and what was cut out is removed. Errors: `not-found`. */
export async function withdrawWalkthrough(
  ctx: PublishContext,
  actor: Actor,
  id: string,
): Promise<WalkthroughDraftView> {
  const { attemptId } = await ownWalkthrough(ctx.db, actor, id);
  await ctx.db.transaction(async (tx) => {
    const { published } = await lockOwn(tx, actor, id);
    if (!published) return;
    await setWalkthrough(tx, id, { published: null, publishedAt: null, publishedRevision: null });
    await audit(tx, actor, 'walkthrough.withdraw', subjectOf({ attemptId }), { walkthrough: id });
  });
  await tidyParts(ctx, id);
  return getDraft(ctx, actor, id);
}

function subjectOf({ attemptId }: Pick<NamedWalkthrough, 'attemptId'>) {
  return { kind: 'attempt', id: attemptId } as const;
}

function notPublished(detail: string): ProblemError {
  return new ProblemError('conflict', 'It cannot be published yet', {
    detail: `${detail} The draft is kept, and what others see was not changed.`,
    remedy: 'Change the draft, and publish it again.',
  });
}
