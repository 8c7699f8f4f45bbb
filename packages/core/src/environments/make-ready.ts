import type { Transaction } from '@springboard/db/client.ts';
import {
  changeAttempt,
  findAttemptOfEnvironment,
  lockAttemptOfEnvironment,
} from '@springboard/db/repositories/attempts.ts';
import type { EnvironmentDriver } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { nodeOfScript } from '@springboard/grading/nodes.ts';
import { runScript } from '@springboard/grading/run-script.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { currentTask, loadTaskStates } from '../grading/progress.ts';
import { owesArrange } from '../grading/task-status.ts';
import { beginWatch } from '../grading/watch.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { askForAdmission } from './admission/ask.ts';
import { Superseded } from './cancellation.ts';
import { planStartSavePoint } from './changes/save-points.ts';
import { StageError } from './failure.ts';
import { recordFault } from './faults.ts';
import { transition } from './machine.ts';
import { recordStage } from './stages.ts';

/** `setup.sh` prepares in seconds by contract; the rest is a host under load. */
const setupTimeoutMs = 120_000;

export interface ScriptWork {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  readonly environmentId: string;
  readonly topology: Topology;
  readonly signal: AbortSignal;
}

/** Runs the lab's `setup` and makes the current task's fault. Answers the ids of the tasks that are arranged now. */
export async function setUpLab(ctx: Context, work: ScriptWork): Promise<string[]> {
  const attempt = await findAttemptOfEnvironment(ctx.db, work.environmentId);
  if (!attempt) throw new Superseded();
  const definition = await loadDefinition(ctx.db, attempt.labVersionId);
  if (definition.setup) await runLabScript(work, attempt, definition.setup, 'setup');
  const task = currentTask(definition, await loadTaskStates(ctx.db, attempt.id));
  if (!task?.arrange) return [];
  await runLabScript(work, attempt, task.arrange, `tasks/${task.id}/arrange`);
  return [task.id];
}

async function runLabScript(
  work: ScriptWork,
  attempt: { params: Record<string, string | number>; seed: string },
  script: Script,
  name: string,
): Promise<void> {
  const { params, seed } = attempt;
  const result = await runScript({
    ...work,
    node: nodeOfScript(script, work.topology, params),
    script,
    name: `${name}.${script.interpreter === 'bash' ? 'sh' : 'py'}`,
    params,
    seed,
    timeoutMs: setupTimeoutMs,
  });
  work.signal.throwIfAborted();
  if (result.ok) return;
  throw new StageError('setup', 'The lab could not be prepared: one of its own scripts did not succeed', {
    reason: 'setup-error',
    remedy:
      'Try again: you get a fresh environment. If it happens again, tell the author of the lab; the log is kept.',
    log: `${result.reason}\n\n${result.log}`,
  });
}

/** Ends stage `setup` and opens the environment for work; grading follows if the learner was at it already. */
export async function makeReady(
  ctx: Context,
  tx: Transaction,
  environmentId: string,
  arrangedTasks: string[],
): Promise<void> {
  const now = ctx.clock();
  const attempt = await lockAttemptOfEnvironment(tx, environmentId);
  if (!attempt || !(await recordStage(tx, environmentId, { stage: 'setup', status: 'finished' }, now)))
    throw new Superseded();
  const expiresAt = new Date(now.getTime() + ctx.limits.readyForMs);
  const edge = { from: ['claimed'], to: 'ready', reason: 'provisioned', actor: system } as const;
  await transition(tx, { id: environmentId, ...edge, set: { readyAt: now, expiresAt } }, now);
  for (const taskId of arrangedTasks) await recordFault(tx, environmentId, taskId, now);
  await planStartSavePoint(ctx, tx, environmentId);
  // Questions may have been answered meanwhile: then the fault that was made is not that of the task that comes now.
  const busy = attempt.lastActivityAt !== null || (await owesArrange(tx, { ...attempt, arrangedTasks }));
  await changeAttempt(tx, attempt.id, {
    readyAt: attempt.readyAt ?? now,
    arrangedTasks,
    nextGradeAt: busy ? now : null,
    gradeAsked: false,
  });
  await beginWatch(ctx, tx, attempt);
  // The pool was not filled while this one was on its way.
  await askForAdmission(ctx, tx);
  if (busy) await ctx.enqueue(tx, 'attempt.grade', { attemptId: attempt.id, trigger: 'activity' });
}
