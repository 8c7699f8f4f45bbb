import { findAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Context } from '../../context.ts';
import { currentTask, loadTaskStates } from '../../grading/progress.ts';
import { runArrange } from '../../grading/run-arrange.ts';
import { loadDefinition } from '../../labs/definitions.ts';
import { Superseded } from '../cancellation.ts';

/**
 * Makes the current task's fault on disks that were put back. Null when it has none to make. When its script does not succeed the
 * environment is handed out all the same: grading tries again, and says so at the task.
 */
export async function arrangeAgain(
  ctx: Context,
  work: { environmentId: string; topology: Topology; signal: AbortSignal },
): Promise<{ taskId: string; succeeded: boolean } | null> {
  const { environmentId, topology, signal } = work;
  const attempt = await findAttemptOfEnvironment(ctx.db, environmentId);
  if (!attempt) throw new Superseded();
  const definition = await loadDefinition(ctx.db, attempt.labVersionId);
  const task = currentTask(definition, await loadTaskStates(ctx.db, attempt.id));
  if (!task?.arrange) return null;
  try {
    const { arrange, id: taskId } = task;
    const result = await runArrange(ctx, { environmentId, topology, taskId, arrange, attempt, signal });
    if (!result.ok)
      ctx.log.warn({ environmentId, taskId: task.id, why: result.reason }, 'A task could not be prepared.');
    return { taskId: task.id, succeeded: result.ok };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DriverError) || error.kind === 'unreachable') throw error;
    ctx.log.warn({ err: error, environmentId, taskId: task.id }, 'A task could not be prepared.');
    return { taskId: task.id, succeeded: false };
  }
}
