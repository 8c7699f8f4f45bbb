import type { TaskView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type AttemptRow, findAttempt } from '@springboard/db/repositories/attempts.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { checksToHold } from './hold.ts';
import { currentTask, isDone, loadTaskStates, type TaskStates } from './progress.ts';

/** States after the hand-over: before it the first fault is part of the setup, which the page shows as a stage. */
const handedOut: readonly (EnvironmentState | null)[] = ['ready', 'paused', 'saving'];

interface Progress extends TaskStates {
  readonly arrangedTasks: readonly string[];
  /** Null without an environment. */
  readonly environment: EnvironmentState | null;
}

/** A task as the page shows it; `current` is the first one that is not done. */
export function statusOf(
  task: TaskDefinition,
  current: TaskDefinition | undefined,
  progress: Progress,
): TaskView['status'] {
  if (isDone(task, progress)) return 'passed';
  if (task !== current) return 'locked';
  return isPreparing(task, progress) ? 'preparing' : 'current';
}

/**
 * Whether the current task's fault is still to be made. Once that has failed for good its checks say so: then it is the current task all the
 * same, since *Check* tries again.
 */
export function isPreparing(
  task: TaskDefinition,
  progress: Omit<Progress, 'answers' | 'submissions'>,
): boolean {
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
  const task = currentTask(await loadDefinition(db, row.labVersionId), await loadTaskStates(db, row.id));
  return task !== undefined && isUnarranged(task, row.arrangedTasks);
}

/** Whether checks of the attempt could say something that is not stored yet: its current task's fault is made, or something has to hold. */
export async function owesLook(db: Queryable, attemptId: string): Promise<boolean> {
  const row = await findAttempt(db, attemptId);
  if (row?.state !== 'active') return false;
  const definition = await loadDefinition(db, row.labVersionId);
  const states = await loadTaskStates(db, row.id);
  const task = currentTask(definition, states);
  if (task !== undefined && task.checks.length > 0 && !isUnarranged(task, row.arrangedTasks)) return true;
  return definition.invariants.length > 0 || checksToHold(definition, states).length > 0;
}

/** Whether the attempt's current task is shown as being prepared. */
export async function isBeingPrepared(
  db: Queryable,
  { id, labVersionId, arrangedTasks }: AttemptRow,
  environment: EnvironmentState,
): Promise<boolean> {
  const states = await loadTaskStates(db, id);
  const task = currentTask(await loadDefinition(db, labVersionId), states);
  return task !== undefined && isPreparing(task, { ...states, arrangedTasks, environment });
}

export function notThisTask(): ProblemError {
  return new ProblemError('conflict', 'This task comes later', {
    detail: 'A task before this one is still open, and this one has not been prepared. Nothing was changed.',
    remedy: 'Go on with the task before it first.',
  });
}

export function stillPreparing(): ProblemError {
  return new ProblemError('conflict', 'This task is being prepared', {
    detail:
      'What it is about is being set up on the nodes. Nothing was changed, and nothing counts meanwhile.',
    remedy: 'Wait a few seconds: its checks begin by themselves as soon as it is there.',
  });
}
