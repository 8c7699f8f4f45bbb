import type { Actor } from '@springboard/contracts/actor.ts';
import type {
  CheckHealth,
  FailuresQuery,
  FailureView,
  HealthQuery,
  LabHealth,
  LabHealthSummary,
  TaskHealth,
} from '@springboard/contracts/lab-health.ts';
import { type ActiveSpan, listActiveSpans } from '@springboard/db/repositories/active-time.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import {
  countByLab,
  countHints,
  countOpenFeedback,
  countRunsByCheck,
  countTexts,
  listCountedAttempts,
  listDisagreeingTests,
  listFailures,
} from '@springboard/db/repositories/lab-health.ts';
import { findPublishedVersion, listPublishedLabs } from '@springboard/db/repositories/labs.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { authorize, may, notFound, whoseBy } from '../access.ts';
import { readsAttempts } from '../attempts/access.ts';
import { type AttemptProgress, loadProgresses } from '../attempts/progress.ts';
import type { Context } from '../context.ts';
import { isDone } from '../grading/progress.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { commandsBefore } from '../recordings/recordings.ts';
import { activeMinutes, activeTime } from './active-time.ts';
import { feedbackOf } from './feedback.ts';
import { suspicionOf } from './suspicion.ts';

/** Health is counted of so many attempts of a lab at most, the latest. */
const mostAttempts = 2_000;
/** Of a check so many of its texts and of its failures are shown. */
const shown = { texts: 5, failures: 5, commands: 8 };
const dayMs = 86_400_000;

const sinceOf = (ctx: Context, { days }: HealthQuery) => new Date(ctx.clock().getTime() - days * dayMs);

/** How each published lab does: attempts, time, runs that said nothing, and remarks that wait for an answer. */
export async function listHealth(
  ctx: Context,
  actor: Actor,
  query: HealthQuery,
): Promise<LabHealthSummary[]> {
  authorize(actor, 'lab.health.read');
  return summarize(ctx, query, await listPublishedLabs(ctx.db));
}

/** Of these labs; `only` is the one that they are, where no others are to be counted. */
async function summarize(
  ctx: Context,
  query: HealthQuery,
  labs: Awaited<ReturnType<typeof listPublishedLabs>>,
  only?: string,
): Promise<LabHealthSummary[]> {
  const counts = bySlug(await countByLab(ctx.db, sinceOf(ctx, query), only));
  const feedback = bySlug(await countOpenFeedback(ctx.db));
  return Promise.all(
    labs.map(async ({ slug, versionId }) => {
      const { title, minutes } = await loadDefinition(ctx.db, versionId);
      return {
        lab: slug,
        title,
        promisedMinutes: minutes,
        attempts: counts.get(slug)?.attempts ?? 0,
        finished: counts.get(slug)?.finished ?? 0,
        minutes: tenths(counts.get(slug)?.minutes ?? null),
        runs: counts.get(slug)?.runs ?? 0,
        broken: counts.get(slug)?.broken ?? 0,
        openFeedback: feedback.get(slug)?.open ?? 0,
      };
    }),
  );
}

/** The same of one lab, task by task and check by check as they are now, with what learners said. Errors: `not-found`. */
export async function labHealth(
  ctx: Context,
  actor: Actor,
  slug: string,
  query: HealthQuery,
): Promise<LabHealth> {
  authorize(actor, 'lab.health.read');
  const versionId = await findPublishedVersion(ctx.db, slug);
  if (!versionId) throw notFound('lab');
  const [summary] = await summarize(ctx, query, [{ slug, versionId }], slug);
  if (!summary) throw notFound('lab');
  const since = sinceOf(ctx, query);
  const definition = await loadDefinition(ctx.db, versionId);
  const attempts = await listCountedAttempts(ctx.db, slug, since, mostAttempts);
  const ids = attempts.map(({ id }) => id);
  const counts = {
    attempts,
    progresses: await loadProgresses(ctx.db, attempts),
    spans: Map.groupBy(await listActiveSpans(ctx.db, ids, activeTime(ctx)), ({ attemptId }) => attemptId),
    checks: await countRunsByCheck(ctx.db, ids),
    texts: await countTexts(ctx.db, ids),
    hints: await countHints(ctx.db, ids),
  };
  const [unsure] = await listDisagreeingTests(ctx.db, slug, since);
  return {
    ...summary,
    days: query.days,
    contractTests: unsure
      ? `With the same files on the same images ${unsure.passed} passed and ${unsure.failed} failed.`
      : null,
    tasks: definition.tasks.map((task, index) => taskHealth(task, definition.tasks[index - 1], counts)),
    feedback: await feedbackOf(ctx.db, { slug }),
  };
}

/** The latest runs of a check that did not pass, each with the commands before it, and with the attempt where the actor may open that. Errors: `not-found`. */
export async function checkFailures(
  ctx: Context,
  actor: Actor,
  slug: string,
  query: FailuresQuery,
): Promise<FailureView[]> {
  authorize(actor, 'lab.health.read');
  const of = { slug, since: sinceOf(ctx, query), taskId: query.task, checkId: query.check };
  const rows = await listFailures(ctx.db, of, shown.failures);
  return Promise.all(
    rows.map(async ({ at, attemptId, personId, environmentId, ...run }) => ({
      ...run,
      attemptId: (await mayOpen(ctx, actor, personId)) ? attemptId : null,
      at: at.toISOString(),
      commands:
        environmentId === null
          ? []
          : await commandsBefore(ctx, { attemptId, environmentId, at }, shown.commands),
    })),
  );
}

/** Whether somebody may read a person's attempts. */
async function mayOpen(ctx: Context, actor: Actor, personId: string): Promise<boolean> {
  if (!Object.values(readsAttempts).some((right) => may(actor, right))) return false;
  return isAmong(ctx.db, whoseBy(actor, readsAttempts), personId);
}

interface Counts {
  readonly attempts: readonly AttemptRow[];
  readonly progresses: readonly AttemptProgress[];
  readonly spans: ReadonlyMap<string, readonly ActiveSpan[]>;
  readonly checks: Awaited<ReturnType<typeof countRunsByCheck>>;
  readonly texts: Awaited<ReturnType<typeof countTexts>>;
  readonly hints: Awaited<ReturnType<typeof countHints>>;
}

function taskHealth(task: TaskDefinition, before: TaskDefinition | undefined, counts: Counts): TaskHealth {
  const tries = counts.attempts.map((attempt, index) => {
    const progress = counts.progresses[index] as AttemptProgress;
    // `readyAt` moves on with each pause; before it was ready nothing counts anyhow.
    const began = before ? doneAt(before, progress) : attempt.readyAt && attempt.startedAt;
    const ended = doneAt(task, progress);
    return { began, ended, spans: counts.spans.get(attempt.id) ?? [] };
  });
  const took = tries
    .map(({ began, ended, spans }) => (began && ended ? activeMinutes(spans, began, ended) : null))
    .filter((minutes) => minutes !== null);
  return {
    id: task.id,
    title: task.title,
    kind: task.kind,
    reached: tries.filter(({ began }) => began !== null).length,
    done: tries.filter(({ ended }) => ended !== null).length,
    minutes: tenths(median(took)),
    hints: task.hints.map(
      (_, index) => counts.hints.find((one) => one.taskId === task.id && one.index === index)?.times ?? 0,
    ),
    checks: task.checks.map((check): CheckHealth => {
      const of = { taskId: task.id, checkId: check.id };
      const isOf = (one: typeof of) => one.taskId === of.taskId && one.checkId === of.checkId;
      const none = { runs: 0, environmentBroken: 0, checkBroken: 0, recovered: 0 };
      const found = counts.checks.find(isOf) ?? none;
      const rows = counts.progresses.flatMap(({ checks }) => checks.filter(isOf));
      return {
        id: check.id,
        title: check.title,
        runs: found.runs,
        attempts: rows.filter(({ latestAt }) => latestAt !== null).length,
        passed: rows.filter(({ passedAt }) => passedAt !== null).length,
        environmentBroken: found.environmentBroken,
        checkBroken: found.checkBroken,
        suspicion: suspicionOf(found),
        said: counts.texts
          .filter(isOf)
          .slice(0, shown.texts)
          .map(({ text, times }) => ({ text, times })),
      };
    }),
  };
}

/** When an attempt was done with a task; null when it is not. */
function doneAt(task: TaskDefinition, progress: AttemptProgress): Date | null {
  if (!isDone(task, progress)) return null;
  const times = [
    ...progress.checks.filter(({ taskId }) => taskId === task.id).map(({ passedAt }) => passedAt),
    ...progress.answers.filter(({ taskId }) => taskId === task.id).map(({ at }) => at),
    ...progress.submissions
      .filter(({ taskId, version }) => taskId === task.id && version === 1)
      .map(({ handedInAt }) => handedInAt),
  ].filter((time) => time !== null);
  return times.reduce<Date | null>(
    (latest, time) => (latest === null || time > latest ? time : latest),
    null,
  );
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? null;
}

function tenths(value: number | null): number | null {
  return value === null ? null : Math.round(Number(value) * 10) / 10;
}

function bySlug<Row extends { readonly slug: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.slug, row]));
}
