import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import {
  type HintOpenedRow,
  listHintsOpened,
  listTaskChecksOf,
  type TaskCheckRow,
} from '@springboard/db/repositories/grading.ts';
import { type BreachRow, listBreaches } from '@springboard/db/repositories/invariants.ts';
import { listQuizAnswers, type QuizAnswerRow } from '@springboard/db/repositories/quiz.ts';
import { listSubmissionStates, type SubmissionStateRow } from '@springboard/db/repositories/submissions.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { type AttemptScore, scoreAttempt, type TaskResult } from '../grading/score.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { isReviewed } from '../submissions/work.ts';

/** What scores and lists follow from. */
export interface AttemptProgress {
  readonly definition: LabDefinition;
  readonly checks: readonly TaskCheckRow[];
  readonly hints: readonly HintOpenedRow[];
  readonly answers: readonly QuizAnswerRow[];
  readonly breaches: readonly BreachRow[];
  /** The newest first. */
  readonly submissions: readonly SubmissionStateRow[];
}

export async function loadProgress(db: Queryable, row: AttemptRow): Promise<AttemptProgress> {
  const [progress] = await loadProgresses(db, [row]);
  if (!progress) throw new Error('no progress');
  return progress;
}

/** The same for several attempts, in their order. */
export async function loadProgresses(db: Queryable, rows: readonly AttemptRow[]): Promise<AttemptProgress[]> {
  const ids = rows.map((row) => row.id);
  const checks = Map.groupBy(await listTaskChecksOf(db, ids), (one) => one.attemptId);
  const hints = Map.groupBy(await listHintsOpened(db, ids), (one) => one.attemptId);
  const answers = Map.groupBy(await listQuizAnswers(db, ids), (one) => one.attemptId);
  const breaches = Map.groupBy(await listBreaches(db, ids), (one) => one.attemptId);
  const submissions = Map.groupBy(await listSubmissionStates(db, ids), (one) => one.attemptId);
  const progresses: AttemptProgress[] = [];
  for (const { id, labVersionId } of rows)
    progresses.push({
      definition: await loadDefinition(db, labVersionId),
      checks: checks.get(id) ?? [],
      hints: hints.get(id) ?? [],
      answers: answers.get(id) ?? [],
      breaches: breaches.get(id) ?? [],
      submissions: submissions.get(id) ?? [],
    });
  return progresses;
}

/** How an attempt's score came about, from what is stored of it. */
export function scoreOf(progress: AttemptProgress): AttemptScore {
  const { definition, breaches } = progress;
  return scoreAttempt(
    definition.tasks.map((task) => resultOf(task, progress)),
    definition.invariants.map(({ id, cost, maxCost }) => ({
      breaches: breaches.filter((breach) => breach.invariantId === id).length,
      cost,
      maxCost,
    })),
  );
}

/** Whether work of the task was handed in and its points are not known yet; returned work waits too, for its writer. */
export function isInReview(
  task: TaskDefinition,
  { submissions }: Pick<AttemptProgress, 'submissions'>,
): boolean {
  const versions = submissions.filter(({ taskId }) => taskId === task.id);
  return versions.length > 0 && versions.every(({ state }) => state !== 'reviewed');
}

/** One task's part of the score rule's input. */
function resultOf(task: TaskDefinition, progress: AttemptProgress): TaskResult {
  const { checks, answers, hints, submissions } = progress;
  const hintCosts = hints.filter((hint) => hint.taskId === task.id).map((hint) => hint.cost);
  const { points } = task;
  if (isReviewed(task)) {
    const accepted = submissions.find((one) => one.taskId === task.id && one.state === 'reviewed');
    return { points, parts: [], hintCosts, reviewed: accepted ? (accepted.points ?? 0) / points : null };
  }
  if (task.kind === 'quiz') {
    const right = (id: string) =>
      answers.some((answer) => answer.taskId === task.id && answer.questionId === id && answer.right);
    const parts = task.questions.map(({ id, weight }) => ({ weight, passed: right(id) }));
    return { points, parts, hintCosts };
  }
  const parts = task.checks.map(({ id, weight, hold }) => {
    const row = checks.find((one) => one.taskId === task.id && one.checkId === id);
    return { weight, passed: row?.passedAt != null && !(hold && row.held === false) };
  });
  return { points, parts, hintCosts };
}
