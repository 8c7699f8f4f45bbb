import type { Actor } from '@springboard/contracts/actor.ts';
import type { ContentLab, ContentProblemView, ContentView } from '@springboard/contracts/content.ts';
import { findContentSync } from '@springboard/db/repositories/content.ts';
import { listLabRows } from '@springboard/db/repositories/labs.ts';
import type { ContentProblem } from '@springboard/lab-format/problems.ts';
import { authorize } from '../access.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { labOf } from './lab-of.ts';

/** Where labs come from and how each of them stands. `webhook`: whether this installation takes one. */
export async function viewContent(
  ctx: Context,
  actor: Actor,
  { webhook }: { readonly webhook: boolean },
): Promise<ContentView> {
  authorize(actor, 'content.read');
  const row = await findContentSync(ctx.db);
  const problems = (row?.problems ?? []) as ContentProblem[];
  const endedAt = row?.endedAt ?? null;
  const begun = row?.startedAt && (endedAt === null || row.startedAt > endedAt);
  const { requested = 0, done = 0 } = row ?? {};
  return {
    place: ctx.content.place,
    commit: row?.commit ?? null,
    syncing: Boolean(begun) || requested > done,
    requested,
    done,
    syncedAt: endedAt?.toISOString() ?? null,
    goodAt: row?.goodAt?.toISOString() ?? null,
    nextAt:
      ctx.contentEveryMs === null || endedAt === null
        ? null
        : new Date(endedAt.getTime() + ctx.contentEveryMs).toISOString(),
    webhook,
    failure: row?.failure ?? null,
    problems: problems.filter((problem) => labOf(problem) === undefined).map(viewProblem),
    labs: await viewLabs(ctx, problems),
  };
}

async function viewLabs(ctx: Context, problems: readonly ContentProblem[]): Promise<ContentLab[]> {
  const of = new Map<string, ContentProblemView[]>();
  for (const problem of problems) {
    const slug = labOf(problem);
    if (slug !== undefined) of.set(slug, [...(of.get(slug) ?? []), viewProblem(problem)]);
  }
  const rows = await listLabRows(ctx.db);
  const labs: ContentLab[] = [];
  for (const { slug, versionId, commit, publishedAt, withdrawnAt } of rows) {
    const own = of.get(slug) ?? [];
    const live = withdrawnAt === null;
    labs.push({
      slug,
      title: (await loadDefinition(ctx.db, versionId)).title,
      state: own.length === 0 ? (live ? 'published' : 'withdrawn') : live ? 'kept' : 'unpublished',
      commit,
      publishedAt: publishedAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
      problems: own,
    });
  }
  for (const [slug, own] of of)
    if (!rows.some((row) => row.slug === slug))
      labs.push({
        slug,
        title: null,
        state: 'unpublished',
        commit: null,
        publishedAt: null,
        withdrawnAt: null,
        problems: own,
      });
  return labs.sort((a, b) => (a.slug < b.slug ? -1 : 1));
}

function viewProblem({ file, line, column, message }: ContentProblem): ContentProblemView {
  return { file, line, column, message };
}
