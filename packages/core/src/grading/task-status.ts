import type { TaskView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type AttemptRow, findAttempt } from '@springboard/db/repositories/attempts.ts';
import { listTaskChecks, type TaskCheckRow } from '@springboard/db/repositories/grading.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { currentTask, openChecks } from './progress.ts';

/** States after the hand-over: before it the first fault is part of the setup, which the page shows as a stage. */
const handedOut: readonly (EnvironmentState | null)[] = ['ready', 'paused', 'saving'];

interface Progress {
  readonly arrangedTasks: readonly string[];
  readonly checks: readonly Pick<TaskCheckRow, 'taskId' | 'checkId' | 'passedAt' | 'latestVerdict'>[];
  /** Null without an environment. */
  readonly environment: EnvironmentState | null;
}

/** A task as the page shows it; `current` is the first one that has not passed. */
export function statusOf(
  task: TaskDefinition,
  current: TaskDefinition | undefined,
  progress: Progress,
): TaskView['status'] {
  if (openChecks(task, progress.checks).length === 0) return 'passed';
  if (task !== current) return 'locked';
  return isPreparing(task, progress) ? 'preparing' : 'current';
}

/**
 * Whether the current task's fault is still to be made. Once that has failed for good its checks say so: then it is the current task all the
 * same, since *Check* tries again.
 */
export function isPreparing(task: TaskDefinition, progress: Progress): boolean {
  const { arrangedTasks, checks, environment } = progress;
  if (!isUnarranged(task, arrangedTasks) || !handedOut.includes(environment)) return false;
  return !checks.some((row) => row.taskId === task.id && row.latestVerdict === 'environment_broken');
}

function isUnarranged(task: TaskDefinition, arrangedTasks: readonly string[]): boolean {
  return task.arrange !== null && !arrangedTasks.includes(task.id);
}

/** Whether the attempt's current task has a fault that is not made yet: then a run is owed to it, whoever is there or not. */
export async function owesArrange(
  db: Queryable,
  row: Pick<AttemptRow, 'id' | 'labVersionId' | 'arrangedTasks'>,
): Promise<boolean> {
  const task = currentTask(await loadDefinition(db, row.labVersionId), await listTaskChecks(db, row.id));
  return task !== undefined && isUnarranged(task, row.arrangedTasks);
}

/** Whether checks of the attempt could say something that is not stored yet: its current task's fault is made. */
export async function owesLook(db: Queryable, attemptId: string): Promise<boolean> {
  const row = await findAttempt(db, attemptId);
  if (row?.state !== 'active') return false;
  const task = currentTask(await loadDefinition(db, row.labVersionId), await listTaskChecks(db, row.id));
  return task !== undefined && !isUnarranged(task, row.arrangedTasks);
}

/** Whether the attempt's current task is shown as being prepared. */
export async function isBeingPrepared(
  db: Queryable,
  { id, labVersionId, arrangedTasks }: AttemptRow,
  environment: EnvironmentState,
): Promise<boolean> {
  const checks = await listTaskChecks(db, id);
  const task = currentTask(await loadDefinition(db, labVersionId), checks);
  return task !== undefined && isPreparing(task, { arrangedTasks, checks, environment });
}

export function stillPreparing(): ProblemError {
  return new ProblemError('conflict', 'This task is being prepared', {
    detail:
      'What it is about is being set up on the nodes. Nothing was changed, and nothing counts meanwhile.',
    remedy: 'Wait a few seconds: its checks begin by themselves as soon as it is there.',
  });
}
