import type { Actor } from '@springboard/contracts/actor.ts';
import type { LabDetail, LabSummary } from '@springboard/contracts/labs.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { type AttemptRow, listAttemptsOf } from '@springboard/db/repositories/attempts.ts';
import {
  findPublishedVersion,
  listPublishedLabs,
  publishLab,
  saveLabVersion,
  withdrawLab,
} from '@springboard/db/repositories/labs.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { formatProblem } from '@springboard/lab-format/problems.ts';
import { authorize, notFound } from './access.ts';
import { audit, system } from './audit.ts';
import type { Context } from './context.ts';
import { visibleNodes } from './environments/spec.ts';
import { assess } from './labs/availability.ts';
import { loadDefinition, maxScoreOf } from './labs/definitions.ts';
import { notGradedYet } from './labs/not-graded-yet.ts';
import { compileLab, unboundParams } from './labs/prose.ts';

/** What a sync of the content folder did; `rejected` labs keep their last good version. */
export interface ContentSync {
  readonly published: readonly string[];
  readonly unchanged: readonly string[];
  readonly withdrawn: readonly string[];
  readonly rejected: readonly { readonly slug: string; readonly problems: readonly string[] }[];
}

/** The catalogue as this person sees it, with availability and their own results. */
export async function listLabs(ctx: Context, actor: Actor): Promise<LabSummary[]> {
  authorize(actor, 'lab.read');
  const attempts = await listAttemptsOf(ctx.db, actor.personId);
  const summaries: LabSummary[] = [];
  for (const { versionId } of await listPublishedLabs(ctx.db)) {
    const definition = await loadDefinition(ctx.db, versionId);
    summaries.push(await summaryOf(ctx, definition, attempts));
  }
  return summaries;
}

/** One lab's page. Its parameters belong to attempts and stand for themselves here. Errors: `not-found`. */
export async function getLab(ctx: Context, actor: Actor, slug: string): Promise<LabDetail> {
  authorize(actor, 'lab.read');
  const versionId = await findPublishedVersion(ctx.db, slug);
  if (versionId === undefined) throw notFound('lab');
  const definition = await loadDefinition(ctx.db, versionId);
  const attempts = await listAttemptsOf(ctx.db, actor.personId);
  const topology = ctx.topology(definition.environment);
  return {
    ...(await summaryOf(ctx, definition, attempts)),
    intro: compileLab(versionId, definition, unboundParams(definition)).intro,
    tasks: definition.tasks.map(({ id, title, points }) => ({ id, title, points })),
    nodes: topology ? visibleNodes(topology).map(({ name, title }) => ({ name, title })) : [],
  };
}

async function summaryOf(
  ctx: Context,
  definition: LabDefinition,
  attempts: readonly AttemptRow[],
): Promise<LabSummary> {
  const mine = attempts.filter((row) => row.slug === definition.slug);
  const scores = mine.flatMap((row) => row.score ?? []);
  const { slug, title, summary, level, minutes, skills } = definition;
  return {
    slug,
    title,
    summary,
    level,
    minutes,
    skills,
    topology: definition.environment,
    taskCount: definition.tasks.length,
    maxScore: maxScoreOf(definition),
    availability: (await assess(ctx, definition.environment)).availability,
    mine: {
      bestScore: scores.length === 0 ? null : Math.max(...scores),
      attempts: mine.length,
      activeAttemptId: mine.find((row) => row.state === 'active')?.id ?? null,
    },
  };
}

/**
 * Brings the catalogue to what the content folder holds: changed labs become a new version and are published, labs
 * that are gone are withdrawn. A lab with an error keeps its last good version, and its problems are in the answer and
 * the log. A folder that cannot be read changes nothing.
 */
export async function syncContent(ctx: Context): Promise<ContentSync> {
  await using snapshot = await ctx.content.snapshot();
  const content = await loadLabs(snapshot.folder);
  const errors = content.problems.filter((problem) => problem.severity === 'error');
  const good = new Set(content.labs.map((lab) => lab.definition.slug));
  const rejected = new Map<string, string[]>();
  let unreadable = false;
  for (const problem of errors) {
    const slug = /^([a-z0-9-]+\/[a-z0-9-]+)(\/|$)/.exec(problem.file)?.[1];
    ctx.log.error({ problem: formatProblem(problem) }, 'Content has an error; the last good version stays.');
    if (slug === undefined) unreadable ||= problem.file === '.';
    else rejected.set(slug, [...(rejected.get(slug) ?? []), formatProblem(problem)]);
  }
  const gradable = content.labs.filter(({ definition: { slug }, definition }) => {
    const problems = notGradedYet(definition).map((problem) => `${slug}/${problem}`);
    if (problems.length > 0) rejected.set(slug, problems);
    for (const problem of problems)
      ctx.log.error({ problem }, 'A lab asks for more than this release does; its last good version stays.');
    return problems.length === 0;
  });
  const before = await listPublishedLabs(ctx.db);
  const commit = snapshot.commit?.commit ?? null;
  const published: string[] = [];
  const unchanged: string[] = [];
  for (const { definition, hash } of gradable) {
    const { slug } = definition;
    const old = before.find((lab) => lab.slug === slug);
    const owner = commit && ((await ctx.content.lastChange(commit, slug))?.author ?? null);
    const isNew = await ctx.db.transaction(async (tx) => {
      const versionId = await saveLabVersion(tx, { slug, hash, commit, definition });
      if (old?.versionId === versionId) return false;
      await publishLab(tx, slug, versionId, ctx.clock(), owner);
      await audit(tx, system, 'lab.publish', { kind: 'lab', id: slug }, { versionId, hash, commit });
      await notifyChange(tx, { kind: 'catalogue' });
      return true;
    });
    (isNew ? published : unchanged).push(slug);
  }
  const withdrawn = unreadable
    ? []
    : before.map((lab) => lab.slug).filter((slug) => !good.has(slug) && !rejected.has(slug));
  for (const slug of withdrawn)
    await ctx.db.transaction(async (tx) => {
      await withdrawLab(tx, slug, ctx.clock());
      await audit(tx, system, 'lab.withdraw', { kind: 'lab', id: slug });
      await notifyChange(tx, { kind: 'catalogue' });
    });
  const result = {
    published,
    unchanged,
    withdrawn,
    rejected: [...rejected].map(([slug, problems]) => ({ slug, problems })),
  };
  ctx.log.info(result, 'The content folder was read.');
  return result;
}
