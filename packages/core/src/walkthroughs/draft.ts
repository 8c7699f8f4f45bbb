import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type {
  SaveWalkthrough,
  WalkthroughDraft,
  WalkthroughDraftView,
} from '@springboard/contracts/walkthroughs.ts';
import {
  deleteWalkthrough,
  insertWalkthrough,
  listWalkthroughsBy,
  type NamedWalkthrough,
  saveWalkthroughDraft,
} from '@springboard/db/repositories/walkthroughs.ts';
import { ownAttempt } from '../attempts/access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { listRecordingFiles, type RecordingFile } from '../recordings/files.ts';
import { lockOwn, ownWalkthrough } from './access.ts';
import { hasPart, removeParts } from './files.ts';
import { missingOf } from './missing.ts';
import { hasPassed } from './passed.ts';
import { titleOf } from './title.ts';
import { viewHidden } from './view.ts';

/** So many somebody has of a lab at most: what is published of each is kept for good, and may be all that its terminals printed. */
const mostOfLab = 10;

type DraftContext = Pick<Context, 'db' | 'recordings' | 'clock' | 'limits'>;

/**
 * Begins a walk-through from an own attempt at a lab that the actor has passed; the attempt itself need not have. Errors: `not-found`; `conflict`
 * before the lab is passed, and for a preview; `limit-reached`.
 */
export async function beginWalkthrough(
  ctx: DraftContext,
  actor: Actor,
  attemptId: string,
): Promise<WalkthroughDraftView> {
  const { slug, preview } = await ownAttempt(ctx.db, actor, attemptId);
  const { personId } = actor;
  if (preview || !(await hasPassed(ctx.db, personId, slug)))
    throw new ProblemError('conflict', 'Pass the lab first', {
      detail: 'Who teaches a lab has passed it. Nothing was begun.',
      remedy: 'Finish the lab with enough points; work that is reviewed has to be reviewed.',
    });
  if ((await listWalkthroughsBy(ctx.db, personId, slug)).length >= mostOfLab)
    throw new ProblemError('limit-reached', `${mostOfLab} walk-throughs of a lab are the limit`, {
      detail: 'You have as many of this lab. Nothing was begun.',
      remedy: 'Change one of yours, or withdraw one and remove it.',
    });
  const id = await ctx.db.transaction(async (tx) => {
    const draft: WalkthroughDraft = { title: '', parts: [], chapters: [] };
    const made = await insertWalkthrough(tx, { slug, personId, attemptId, draft, savedAt: ctx.clock() });
    await audit(tx, actor, 'walkthrough.begin', { kind: 'attempt', id: attemptId }, { walkthrough: made });
    return made;
  });
  return getDraft(ctx, actor, id);
}

/** The actor's own, as they work on it. Errors: `not-found`. */
export async function getDraft(ctx: DraftContext, actor: Actor, id: string): Promise<WalkthroughDraftView> {
  const row = await ownWalkthrough(ctx.db, actor, id);
  const { files, missing } = await sourcesOf(ctx, row);
  return {
    id,
    attemptId: row.attemptId,
    lab: { slug: row.slug, title: await titleOf(ctx.db, row.slug) },
    draft: row.draft,
    revision: row.revision,
    savedAt: row.savedAt.toISOString(),
    published: row.published !== null,
    changed: row.publishedRevision !== row.revision,
    hidden: viewHidden(row),
    recordings: files.map(({ name, node, number, startedAt, endedAt, bytes }) => ({
      name,
      node,
      number,
      bytes,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt.toISOString(),
      keptUntil: new Date(endedAt.getTime() + ctx.limits.recordingsKeptMs).toISOString(),
    })),
    missing,
  };
}

/** The recordings that it can be cut from, and what it lacks to be published. */
export async function sourcesOf(
  ctx: Pick<Context, 'recordings'>,
  { id, attemptId, draft, published }: Pick<NamedWalkthrough, 'id' | 'attemptId' | 'draft' | 'published'>,
): Promise<{ readonly files: RecordingFile[]; readonly missing: string[] }> {
  const files = await listRecordingFiles(ctx.recordings, attemptId);
  const there = await Promise.all(
    (published?.parts ?? []).map(async (part) => ((await hasPart(ctx.recordings, id, part)) ? [part] : [])),
  );
  return { files, missing: missingOf(draft, files, there.flat()) };
}

/** Saves what the author has now. What others see is not changed. Errors: `not-found`; `conflict` when another page has saved since. */
export async function saveDraft(
  ctx: DraftContext,
  actor: Actor,
  id: string,
  { revision, ...draft }: SaveWalkthrough,
): Promise<WalkthroughDraftView> {
  const { personId } = await ownWalkthrough(ctx.db, actor, id);
  const saved = await saveWalkthroughDraft(ctx.db, { id, personId, revision, draft, savedAt: ctx.clock() });
  if (!saved)
    throw new ProblemError('conflict', 'Another page has saved it since', {
      detail: 'What that page saved is kept; what is on this page was not saved.',
      remedy: 'Copy what you wrote here, and load the page again.',
    });
  return getDraft(ctx, actor, id);
}

/** Removes one, with what others said of it. Errors: `not-found`; `conflict` while it is published. */
export async function deleteDraft(ctx: DraftContext, actor: Actor, id: string): Promise<void> {
  await ownWalkthrough(ctx.db, actor, id);
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwn(tx, actor, id);
    if (row.published)
      throw new ProblemError('conflict', 'It is published', {
        detail: 'Others may be watching it. Nothing was removed.',
        remedy: 'Withdraw it first.',
      });
    await deleteWalkthrough(tx, id);
    await audit(tx, actor, 'walkthrough.delete', { kind: 'attempt', id: row.attemptId }, { walkthrough: id });
  });
  await removeParts(ctx.recordings, [id]);
}
