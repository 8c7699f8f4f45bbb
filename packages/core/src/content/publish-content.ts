import { notifyChange } from '@springboard/db/notify.ts';
import {
  listPublishedLabs,
  noteCommit,
  publishLab,
  saveLabVersion,
  withdrawLab,
} from '@springboard/db/repositories/labs.ts';
import type { LoadedContent } from '@springboard/lab-format/load-labs.ts';
import { type ContentProblem, formatProblem } from '@springboard/lab-format/problems.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { labOf } from './lab-of.ts';
import { publishPaths } from './publish-paths.ts';

/** What a sync of the content did; `rejected` labs keep their last good version. */
export interface ContentSync {
  readonly published: readonly string[];
  readonly unchanged: readonly string[];
  readonly withdrawn: readonly string[];
  readonly rejected: readonly { readonly slug: string; readonly problems: readonly string[] }[];
}

/**
 * Changed labs become a new version and are published, labs that are gone are withdrawn, and a lab with an error keeps its last good version.
 * `problems` are all errors, those of no single lab included.
 */
export async function publishContent(
  ctx: Context,
  content: LoadedContent,
  commit: string | null,
): Promise<{ result: ContentSync; problems: ContentProblem[] }> {
  const errors = content.problems.filter(({ severity }) => severity === 'error');
  const problems = errors.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  for (const problem of problems)
    ctx.log.error({ problem: formatProblem(problem) }, 'Content has an error; the last good version stays.');
  const rejected = new Map<string, string[]>();
  for (const problem of problems) {
    const slug = labOf(problem);
    if (slug !== undefined) rejected.set(slug, [...(rejected.get(slug) ?? []), formatProblem(problem)]);
  }

  const before = await listPublishedLabs(ctx.db);
  const published: string[] = [];
  const unchanged: string[] = [];
  for (const { definition, hash } of content.labs) {
    const { slug } = definition;
    if (rejected.has(slug)) continue;
    const old = before.find((lab) => lab.slug === slug);
    const owner = commit && ((await ctx.content.lastChange(commit, slug))?.author ?? null);
    const isNew = await ctx.db.transaction(async (tx) => {
      const versionId = await saveLabVersion(tx, { slug, hash, commit, definition });
      if (old?.versionId === versionId) {
        if (commit !== null) await noteCommit(tx, slug, commit);
        return false;
      }
      await publishLab(tx, slug, versionId, ctx.clock(), { commit, owner });
      await audit(tx, system, 'lab.publish', { kind: 'lab', id: slug }, { versionId, hash, commit });
      await notifyChange(tx, { kind: 'catalogue' });
      return true;
    });
    (isNew ? published : unchanged).push(slug);
  }
  const withdrawn = before.map(({ slug }) => slug).filter((slug) => !content.results.has(slug));
  for (const slug of withdrawn)
    await ctx.db.transaction(async (tx) => {
      await withdrawLab(tx, slug, ctx.clock());
      await audit(tx, system, 'lab.withdraw', { kind: 'lab', id: slug });
      await notifyChange(tx, { kind: 'catalogue' });
    });
  await publishPaths(ctx, content, commit);
  return {
    result: {
      published,
      unchanged,
      withdrawn,
      rejected: [...rejected].map(([slug, lines]) => ({ slug, problems: lines })),
    },
    problems,
  };
}
