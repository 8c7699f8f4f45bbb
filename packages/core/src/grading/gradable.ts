import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type AttemptRow, findAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment, findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import { listTaskChecks } from '@springboard/db/repositories/grading.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { StoredSpec } from '../environments/spec.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { currentTask, openChecks } from './progress.ts';

/** All that one run of checks needs to know. */
export interface Gradable {
  readonly attempt: AttemptRow;
  readonly environmentId: string;
  readonly topology: Topology;
  /** The first task that has not passed. */
  readonly task: TaskDefinition;
  /** Its checks that have not passed. */
  readonly checkIds: readonly string[];
}

/** What can be graded now; null when the attempt is over, all has passed, or its environment is not ready. */
export async function findGradable(db: Queryable, attemptId: string): Promise<Gradable | null> {
  const attempt = await findAttempt(db, attemptId);
  if (attempt?.state !== 'active' || attempt.environmentId === null) return null;
  const environment = await findEnvironment(db, attempt.environmentId);
  if (environment?.state !== 'ready') return null;
  const definition = await loadDefinition(db, attempt.labVersionId);
  const checks = await listTaskChecks(db, attemptId);
  const task = currentTask(definition, checks);
  if (!task) return null;
  const { topology } = StoredSpec.parse(environment.spec);
  return { attempt, environmentId: environment.id, topology, task, checkIds: openChecks(task, checks) };
}

/** States in which an environment stands still for a while: nothing can be said of it, and it comes back by itself or when asked. */
const restingStates: readonly (EnvironmentState | undefined)[] = ['paused', 'saving', 'rewinding'];

/** Whether checks of the attempt rest until its environment is ready again. */
export async function environmentRests(db: Queryable, attemptId: string): Promise<boolean> {
  const attempt = await findAttempt(db, attemptId);
  if (attempt?.state !== 'active' || attempt.environmentId === null) return false;
  return restingStates.includes(await findEnvironmentState(db, attempt.environmentId));
}
