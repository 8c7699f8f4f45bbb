import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type AttemptRow, findAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment, findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { StoredSpec } from '../environments/spec.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { currentTask, loadTaskStates, openChecks } from './progress.ts';

/** All that one run of checks needs to know. */
export interface Gradable {
  readonly attempt: AttemptRow;
  readonly environmentId: string;
  readonly topology: Topology;
  /** The first task that is not done. */
  readonly task: TaskDefinition;
  /** Its checks that have not passed; none where only its fault is to be made, such as a quiz's. */
  readonly checkIds: readonly string[];
}

/** Where scripts of an attempt run now; null when it is over, or its environment is not ready. */
export async function findGround(
  db: Queryable,
  attemptId: string,
): Promise<Pick<Gradable, 'attempt' | 'environmentId' | 'topology'> | null> {
  const attempt = await findAttempt(db, attemptId);
  if (attempt?.state !== 'active' || attempt.environmentId === null) return null;
  const environment = await findEnvironment(db, attempt.environmentId);
  if (environment?.state !== 'ready') return null;
  const { topology } = StoredSpec.parse(environment.spec);
  return { attempt, environmentId: environment.id, topology };
}

/** What can be graded now; null when nothing is left to grade by checks, too. */
export async function findGradable(db: Queryable, attemptId: string): Promise<Gradable | null> {
  const ground = await findGround(db, attemptId);
  if (!ground) return null;
  const definition = await loadDefinition(db, ground.attempt.labVersionId);
  const states = await loadTaskStates(db, attemptId);
  const task = currentTask(definition, states);
  if (!task) return null;
  const checkIds = openChecks(task, states);
  const unprepared = task.arrange !== null && !ground.attempt.arrangedTasks.includes(task.id);
  return checkIds.length > 0 || unprepared ? { ...ground, task, checkIds } : null;
}

/** States in which an environment stands still for a while: nothing can be said of it, and it comes back by itself or when asked. */
const restingStates: readonly (EnvironmentState | undefined)[] = ['paused', 'saving', 'rewinding'];

/** Whether checks of the attempt rest until its environment is ready again. */
export async function environmentRests(db: Queryable, attemptId: string): Promise<boolean> {
  const attempt = await findAttempt(db, attemptId);
  if (attempt?.state !== 'active' || attempt.environmentId === null) return false;
  return restingStates.includes(await findEnvironmentState(db, attempt.environmentId));
}
