import type { Actor } from '@springboard/contracts/actor.ts';
import type { LabDetail, LabSummary } from '@springboard/contracts/labs.ts';
import { type AttemptRow, listAttemptsOf } from '@springboard/db/repositories/attempts.ts';
import { findPublishedVersion, listPublishedLabs } from '@springboard/db/repositories/labs.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { authorize, notFound } from './access.ts';
import type { Context } from './context.ts';
import { visibleNodes } from './environments/spec.ts';
import { assess } from './labs/availability.ts';
import { loadDefinition, maxScoreOf } from './labs/definitions.ts';
import { compileLab, unboundParams } from './labs/prose.ts';
import { closedFor } from './maintenance/require-open.ts';

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
    availability: (await closedFor(ctx.db)) ?? (await assess(ctx, definition.environment)).availability,
    mine: {
      bestScore: scores.length === 0 ? null : Math.max(...scores),
      attempts: mine.length,
      activeAttemptId: mine.find((row) => row.state === 'active')?.id ?? null,
    },
  };
}
