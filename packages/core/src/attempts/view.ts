import type { AttemptSummary, AttemptView, CheckView, TaskView } from '@springboard/contracts/attempts.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, findAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment, listStageEvents } from '@springboard/db/repositories/environments.ts';
import {
  type HintOpenedRow,
  listHintsOpened,
  listTaskChecks,
  listTaskChecksOf,
  type TaskCheckRow,
} from '@springboard/db/repositories/grading.ts';
import { pausedMsOf } from '@springboard/db/repositories/pauses.ts';
import { listSavePoints } from '@springboard/db/repositories/save-points.ts';
import { readSnapshot } from '@springboard/db/snapshot.ts';
import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { notFound } from '../access.ts';
import type { Context } from '../context.ts';
import { type EnvironmentParts, viewEnvironment } from '../environments/view.ts';
import { currentTask, openChecks } from '../grading/progress.ts';
import { scoreAttempt, scoreTask, type TaskResult } from '../grading/score.ts';
import { statusOf } from '../grading/task-status.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { type CompiledLab, compileLab } from '../labs/prose.ts';

/** What score and views follow from. */
export interface AttemptProgress {
  readonly definition: LabDefinition;
  readonly checks: readonly TaskCheckRow[];
  readonly hints: readonly HintOpenedRow[];
}

export async function loadProgress(db: Queryable, row: AttemptRow): Promise<AttemptProgress> {
  return {
    definition: await loadDefinition(db, row.labVersionId),
    checks: await listTaskChecks(db, row.id),
    hints: await listHintsOpened(db, [row.id]),
  };
}

/** One task's part of the score rule's input. */
export function resultOf(
  task: TaskDefinition,
  { checks, hints }: Omit<AttemptProgress, 'definition'>,
): TaskResult {
  const open = openChecks(task, checks);
  return {
    points: task.points,
    checks: task.checks.map((check) => ({ weight: check.weight, passed: !open.includes(check.id) })),
    hintCosts: hints.filter((hint) => hint.taskId === task.id).map((hint) => hint.cost),
  };
}

export function scoreOf(progress: AttemptProgress): number {
  return scoreAttempt(progress.definition.tasks.map((task) => resultOf(task, progress)));
}

/**
 * The whole workspace of an attempt, all of it as it was at one moment: a claim gives the attempt another environment, and a page of reads
 * from before and after it would show the end of the first. Scripts, solutions, the seed and hidden nodes stay here. Errors: `not-found`.
 */
export async function viewAttempt(
  ctx: Pick<Context, 'db' | 'limits' | 'clock'>,
  id: string,
): Promise<AttemptView> {
  const { row, progress, parts } = await readSnapshot(ctx.db, (tx) => readAttempt(tx, id));
  const environment = parts && viewEnvironment(ctx, parts);
  const { definition } = progress;
  const prose = compileLab(row.labVersionId, definition, row.params);
  const current = currentTask(definition, progress.checks);
  const status = (task: TaskDefinition) =>
    statusOf(task, current, {
      arrangedTasks: row.arrangedTasks,
      checks: progress.checks,
      environment: environment?.state ?? null,
    });
  const showOutro = row.state === 'finished' || current === undefined;
  return {
    id: row.id,
    revision: row.revision,
    number: row.number,
    lab: { slug: row.slug, title: definition.title, minutes: definition.minutes },
    state: row.state,
    intro: prose.intro,
    outro: showOutro ? prose.outro : null,
    tasks: definition.tasks.map((task) => viewTask(task, progress, prose, status(task))),
    environment,
    score: row.score ?? scoreOf(progress),
    maxScore: row.maxScore,
    startedAt: row.startedAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

async function readAttempt(tx: Transaction, id: string) {
  const row = await findAttempt(tx, id);
  if (!row) throw notFound('attempt');
  const parts = row.environmentId === null ? null : await readEnvironment(tx, row.environmentId);
  return { row, progress: await loadProgress(tx, row), parts };
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

function viewTask(
  task: TaskDefinition,
  progress: AttemptProgress,
  prose: CompiledLab,
  status: TaskView['status'],
): TaskView {
  const texts = prose.tasks.get(task.id);
  if (!texts) throw new Error(`Task ${task.id} has no text.`);
  const rows = progress.checks.filter((row) => row.taskId === task.id);
  const opened = progress.hints.filter((hint) => hint.taskId === task.id).map((hint) => hint.hintIndex);
  return {
    id: task.id,
    title: task.title,
    points: task.points,
    status,
    body: texts.body,
    checks: task.checks.map((check) =>
      viewCheck(
        check,
        rows.find((row) => row.checkId === check.id),
      ),
    ),
    hints: task.hints.map((hint, index) => ({
      index,
      cost: hint.cost,
      opened: opened.includes(index),
      body: opened.includes(index) ? (texts.hints[index] ?? null) : null,
    })),
    runbook: task.runbook,
    score: scoreTask(resultOf(task, progress)),
    // The button asks all of a task's checks at once: the most any of them was tried is how often it was pressed.
    tries: Math.max(0, ...rows.map((row) => row.tries)),
  };
}

function viewCheck(check: CheckDefinition, row: TaskCheckRow | undefined): CheckView {
  const passed = row?.passedAt != null;
  return {
    id: check.id,
    title: check.title,
    weight: check.weight,
    status: row?.running ? 'running' : passed ? 'pass' : (row?.latestVerdict ?? 'waiting'),
    passed,
    passedAt: row?.passedAt?.toISOString() ?? null,
    message: row?.latestText ?? null,
    lastRunAt: row?.latestAt?.toISOString() ?? null,
  };
}

/** Attempts as a list shows them. */
export async function summarize(db: Queryable, rows: readonly AttemptRow[]): Promise<AttemptSummary[]> {
  const ids = rows.map((row) => row.id);
  const [checks, hints] = [await listTaskChecksOf(db, ids), await listHintsOpened(db, ids)];
  const summaries: AttemptSummary[] = [];
  for (const row of rows) {
    const definition = await loadDefinition(db, row.labVersionId);
    const progress: AttemptProgress = {
      definition,
      checks: checks.filter((check) => check.attemptId === row.id),
      hints: hints.filter((hint) => hint.attemptId === row.id),
    };
    summaries.push({
      id: row.id,
      number: row.number,
      lab: { slug: row.slug, title: definition.title },
      state: row.state,
      score: row.score ?? scoreOf(progress),
      maxScore: row.maxScore,
      tasksPassed: definition.tasks.filter((task) => openChecks(task, progress.checks).length === 0).length,
      taskCount: definition.tasks.length,
      startedAt: row.startedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    });
  }
  return summaries;
}
