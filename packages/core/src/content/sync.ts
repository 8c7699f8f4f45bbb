import { ContentError } from '@springboard/content/errors.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { beginContentSync, endContentSync, findContentSync } from '@springboard/db/repositories/content.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { ContentProblem } from '@springboard/lab-format/problems.ts';
import type { Context } from '../context.ts';
import { type ContentSync, publishContent } from './publish-content.ts';

/** Another worker's sync is waited for so long: a repository that does not answer takes a while to say so. */
const waitMs = 180_000;

/** What each process has read last: a new release may judge the same commit otherwise, so the first time it is read in any case. */
const lastRead = new WeakMap<Context['content'], string>();

/** The schedule's look: reads only what is new, unless somebody asked. */
export async function followContent(ctx: Context, signal: AbortSignal): Promise<void> {
  const row = await findContentSync(ctx.db);
  const asked = row !== undefined && row.requested > row.done;
  await syncContent(ctx, { signal, always: asked });
}

/**
 * Brings the catalogue to what the content repository holds, and writes down how that went. Null when the content could not be read, which changes
 * nothing of the catalogue, or when it is as it was (`always` reads it all the same).
 */
export async function syncContent(
  ctx: Context,
  options: { readonly signal?: AbortSignal; readonly always?: boolean } = {},
): Promise<ContentSync | null> {
  const { always = true, signal } = options;
  const work = (lost: AbortSignal) => syncAlone(ctx, always, signal ? AbortSignal.any([signal, lost]) : lost);
  const held = await withLock(ctx.db, 'content', work, { waitMs });
  if (!held.acquired) throw new Error('Another worker has been syncing the content for minutes.');
  return held.value;
}

async function syncAlone(ctx: Context, always: boolean, signal: AbortSignal): Promise<ContentSync | null> {
  const begun = await beginContentSync(ctx.db, ctx.clock());
  await notifyChange(ctx.db, { kind: 'content' });
  const known = begun.commit?.commit;
  const unless = !always && known === lastRead.get(ctx.content) ? known : undefined;
  const end = async (more: Partial<Parameters<typeof endContentSync>[1]>) => {
    const endedAt = ctx.clock();
    const good = more.failure ? {} : { goodAt: endedAt };
    await endContentSync(ctx.db, { done: begun.requested, endedAt, failure: null, ...good, ...more });
    await notifyChange(ctx.db, { kind: 'content' });
  };
  try {
    await using snapshot = await ctx.content.snapshot({ unless, signal });
    if (snapshot === null) {
      await end({});
      return null;
    }
    const content = await loadLabs(snapshot.folder);
    refuseUnreadable(content.problems);
    const { commit } = snapshot;
    // Whoever has the lock by now may have read a newer commit.
    signal.throwIfAborted();
    const { result, problems } = await publishContent(ctx, content, commit?.commit ?? null);
    const skills = problems.some(({ file }) => file === 'skills.yaml') ? {} : { skills: content.skills };
    await end({ commit: commit && { ...commit, at: commit.at.toISOString() }, problems, ...skills });
    if (commit) lastRead.set(ctx.content, commit.commit);
    else lastRead.delete(ctx.content);
    ctx.log.info({ ...result, commit: commit?.commit ?? null }, 'The content was read.');
    return result;
  } catch (error) {
    if (signal.aborted || !(error instanceof ContentError)) throw error;
    ctx.log.warn({ err: error }, 'The content cannot be read; the catalogue stays as it is.');
    await end({ failure: { detail: error.message, remedy: error.remedy } });
    return null;
  }
}

/** A root that cannot be read is no empty root: nothing is withdrawn for it. */
function refuseUnreadable(problems: readonly ContentProblem[]): void {
  const [problem] = problems.filter(({ file, severity }) => file === '.' && severity === 'error');
  if (problem)
    throw new ContentError(
      'failed',
      `The folder of the labs ${problem.message}.`,
      'Check SPRINGBOARD_LABS, and that the account of the platform may read it.',
    );
}
