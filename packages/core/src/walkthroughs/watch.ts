import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { WalkthroughDraft, WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { listRatings, type NamedWalkthrough } from '@springboard/db/repositories/walkthroughs.ts';
import { cutCast } from '@springboard/terminal/node/cast-span.ts';
import { may, notFound, whoseBy } from '../access.ts';
import type { Context } from '../context.ts';
import { compileSaid } from '../labs/prose.ts';
import { ownWalkthrough, ratesWalkthroughs, seesHidden, watchable, watchesWalkthroughs } from './access.ts';
import { sourcesOf } from './draft.ts';
import { partPath, spanTimes } from './files.ts';
import { titleOf } from './title.ts';
import { viewHidden, viewRating } from './view.ts';

type WatchContext = Pick<Context, 'db' | 'recordings'>;
type Part = WalkthroughView['parts'][number] & { readonly recording: string };

/** A published walk-through, with what is said of it. Errors: `not-found`. */
export async function getWalkthrough(ctx: WatchContext, actor: Actor, id: string): Promise<WalkthroughView> {
  whoseBy(actor, watchesWalkthroughs);
  return viewPublished(ctx, actor, await watchable(ctx.db, actor, id));
}

/** The same of one that was found to be watchable. */
export async function viewPublished(
  ctx: WatchContext,
  actor: Actor,
  row: NamedWalkthrough,
): Promise<WalkthroughView> {
  if (!row.published) throw notFound('walk-through');
  const { title, parts, chapters } = row.published;
  return viewOf(ctx, actor, row, { title, parts, chapters });
}

/** The part of that number, as it was cut out when it was published. Errors: `not-found`. */
export async function openPart(
  ctx: WatchContext,
  actor: Actor,
  id: string,
  number: number,
): Promise<ReadableStream<Uint8Array>> {
  whoseBy(actor, watchesWalkthroughs);
  const row = await watchable(ctx.db, actor, id);
  const part = row.published?.parts[number];
  if (!part) throw notFound('recording');
  const file = await open(partPath(ctx.recordings, id, part.file)).catch(() => undefined);
  if (!file) throw notFound('recording');
  return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
}

/** The draft as others would see it. Errors: `not-found`; `conflict` while something is missing. */
export async function previewWalkthrough(
  ctx: WatchContext,
  actor: Actor,
  id: string,
): Promise<WalkthroughView> {
  const row = await ownWalkthrough(ctx.db, actor, id);
  const { title, chapters } = row.draft;
  const parts = await draftParts(ctx, row);
  return { ...(await viewOf(ctx, actor, row, { title, parts, chapters })), publishedAt: null };
}

/** The part of that number, cut out by the same rules as when it is published. Errors as above. */
export async function previewPart(
  ctx: WatchContext,
  actor: Actor,
  id: string,
  number: number,
): Promise<string> {
  const row = await ownWalkthrough(ctx.db, actor, id);
  const part = (await draftParts(ctx, row))[number];
  if (!part) throw notFound('recording');
  const published = row.published?.parts.find(({ recording }) => recording === part.recording);
  // A recording that is gone was published in this very span, or the draft would lack it.
  const source = part.path ?? (published ? partPath(ctx.recordings, id, published.file) : undefined);
  const text = source === undefined ? undefined : await cutCast(source, spanTimes(part));
  if (text === undefined) throw notFound('recording');
  return text;
}

async function draftParts(
  ctx: WatchContext,
  row: NamedWalkthrough,
): Promise<(Part & { readonly path: string | undefined })[]> {
  const { files, missing } = await sourcesOf(ctx, row);
  if (missing.length > 0)
    throw new ProblemError('conflict', 'There is nothing to show yet', {
      detail: `${missing.join(' ')} The draft is kept.`,
      remedy: 'Go back to the draft.',
    });
  const parts = row.draft.parts.map(({ recording, from, until }) => {
    const file = files.find(({ name }) => name === recording);
    const before = row.published?.parts.find((one) => one.recording === recording);
    const { node, number } = file ?? before ?? { node: '', number: 1 };
    return { recording, node, number, from, until, path: file?.path };
  });
  return parts.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

async function viewOf(
  ctx: WatchContext,
  actor: Actor,
  row: NamedWalkthrough,
  what: { title: string; parts: readonly Part[]; chapters: WalkthroughDraft['chapters'] },
): Promise<WalkthroughView> {
  const { title, parts, chapters } = what;
  const ratings = await listRatings(ctx.db, [row.id]);
  const mine = row.personId === actor.personId;
  const own = ratings.find(({ personId }) => personId === actor.personId);
  const placed = chapters
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ recording, at, title: name, text }) => ({
      part: parts.findIndex((part) => part.recording === recording),
      at,
      title: name,
      body: text.trim() === '' ? null : compileSaid(text),
    }));
  return {
    id: row.id,
    lab: { slug: row.slug, title: await titleOf(ctx.db, row.slug) },
    title,
    author: row.author,
    mine,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    parts: parts.map(({ node, number, from, until }) => ({ node, number, from, until })),
    chapters: placed,
    rating: viewRating(ratings),
    myRating: own ? { stars: own.stars, text: own.text } : null,
    mayRate: !mine && Object.values(ratesWalkthroughs).some((right) => may(actor, right)),
    said: mine || seesHidden(actor) ? ratings.map(({ stars, text }) => ({ stars, text })) : null,
    hidden: viewHidden(row),
    mayHide: !mine && seesHidden(actor),
  };
}
