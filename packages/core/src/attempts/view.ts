import type { AttemptSummary, AttemptView, InvariantView } from '@springboard/contracts/attempts.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, findAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment, listStageEvents } from '@springboard/db/repositories/environments.ts';
import { pausedMsOf } from '@springboard/db/repositories/pauses.ts';
import { listSavePoints } from '@springboard/db/repositories/save-points.ts';
import { listDrafts, listSubmissions } from '@springboard/db/repositories/submissions.ts';
import { readSnapshot } from '@springboard/db/snapshot.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { notFound } from '../access.ts';
import { readClassOf } from '../classes/of-attempt.ts';
import type { Context } from '../context.ts';
import { type EnvironmentParts, viewEnvironment } from '../environments/view.ts';
import { presentFollows, viewFollow } from '../follows/view.ts';
import { currentTask, isDone } from '../grading/progress.ts';
import type { TaskScore } from '../grading/score.ts';
import { statusOf } from '../grading/task-status.ts';
import { readHelp, viewHelp } from '../help/view.ts';
import { compileLab } from '../labs/prose.ts';
import { isReviewed } from '../submissions/work.ts';
import { type AttemptProgress, isInReview, loadProgress, loadProgresses, scoreOf } from './progress.ts';
import { viewTask, type WrittenWork } from './task-view.ts';

/**
 * The whole workspace of an attempt, all of it as it was at one moment: a claim gives the attempt another environment, and a page of reads
 * from before and after it would show the end of the first. Scripts, solutions, the seed and hidden nodes stay here. Errors: `not-found`.
 */
export async function viewAttempt(
  ctx: Pick<Context, 'db' | 'limits' | 'clock'>,
  id: string,
): Promise<AttemptView> {
  const read = await readSnapshot(ctx.db, (tx) => readAttempt(tx, id, ctx.clock()));
  const { row, progress, written, parts } = read;
  const environment = parts && viewEnvironment(ctx, parts);
  const { definition } = progress;
  const prose = compileLab(row.labVersionId, definition, row.params);
  const current = currentTask(definition, progress);
  const score = scoreOf(progress);
  const status = (task: TaskDefinition) =>
    statusOf(task, current, {
      arrangedTasks: row.arrangedTasks,
      checks: progress.checks,
      answers: progress.answers,
      submissions: progress.submissions,
      environment: environment?.state ?? null,
    });
  const showOutro = row.state === 'finished' || current === undefined;
  return {
    id: row.id,
    revision: row.revision,
    number: row.number,
    lab: { slug: row.slug, title: definition.title, minutes: definition.minutes },
    preview: row.preview,
    state: row.state,
    intro: prose.intro,
    outro: showOutro ? prose.outro : null,
    tasks: definition.tasks.map((task, index) =>
      viewTask(task, progress, {
        written,
        prose,
        params: row.params,
        status: status(task),
        score: score.tasks[index] as TaskScore,
      }),
    ),
    invariants: viewInvariants(progress, score.invariants),
    environment,
    follows: read.follows.map(viewFollow),
    help: viewHelp(read.help),
    class: read.ofClass,
    score: row.score ?? score.score,
    maxScore: row.maxScore,
    startedAt: row.startedAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

async function readAttempt(tx: Transaction, id: string, now: Date) {
  const row = await findAttempt(tx, id);
  if (!row) throw notFound('attempt');
  const parts = row.environmentId === null ? null : await readEnvironment(tx, row.environmentId);
  const progress = await loadProgress(tx, row);
  const written = await readWritten(tx, id, progress.definition);
  const help = await readHelp(tx, id);
  const ofClass = await readClassOf(tx, row);
  return { row, progress, written, parts, help, ofClass, follows: await presentFollows(tx, row, now) };
}

/** Most labs have nothing to write, and each push of each attempt would ask for it. */
async function readWritten(tx: Transaction, id: string, { tasks }: LabDefinition): Promise<WrittenWork> {
  if (!tasks.some(isReviewed)) return { drafts: [], submissions: [] };
  return { drafts: await listDrafts(tx, id), submissions: await listSubmissions(tx, id) };
}

async function readEnvironment(tx: Transaction, id: string): Promise<EnvironmentParts | null> {
  const row = await findEnvironment(tx, id);
  if (!row) return null;
  return {
    row,
    events: await listStageEvents(tx, id),
    savePoints: await listSavePoints(tx, id, ['kept']),
    pausedMs: await pausedMsOf(tx, id),
  };
}

function viewInvariants(
  { definition, breaches }: AttemptProgress,
  costs: readonly number[],
): InvariantView[] {
  return definition.invariants.map(({ id, title, cost, maxCost }, index) => ({
    id,
    title,
    cost,
    maxCost,
    costs: costs[index] ?? 0,
    breaches: breaches
      .filter((breach) => breach.invariantId === id)
      .map(({ beganAt, endedAt, learnerText }) => ({
        beganAt: beganAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
        text: learnerText,
      })),
  }));
}

/** Attempts as a list shows them. */
export async function summarize(db: Queryable, rows: readonly AttemptRow[]): Promise<AttemptSummary[]> {
  const progresses = await loadProgresses(db, rows);
  return rows.map((row, index) => {
    const progress = progresses[index] as AttemptProgress;
    const { definition } = progress;
    return {
      id: row.id,
      number: row.number,
      lab: { slug: row.slug, title: definition.title },
      state: row.state,
      score: row.score ?? scoreOf(progress).score,
      maxScore: row.maxScore,
      tasksPassed: definition.tasks.filter((task) => isDone(task, progress)).length,
      taskCount: definition.tasks.length,
      inReview: definition.tasks.filter((task) => isInReview(task, progress)).length,
      startedAt: row.startedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    };
  });
}
