import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import { changeAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { nodeOfScript } from '@springboard/grading/nodes.ts';
import type { CheckResult } from '@springboard/grading/result.ts';
import { runScript } from '@springboard/grading/run-script.ts';
import type { Context } from '../context.ts';
import type { Gradable } from './gradable.ts';
import { storeVerdict } from './store.ts';

/** Making a fault takes seconds by contract; the rest is a host under load. */
const arrangeTimeoutMs = 60_000;

/**
 * Makes the task's fault, once per environment. False when that did not succeed: the checks then say that the
 * environment is broken, which counts against nobody, and the next run tries again.
 */
export async function arrangeTask(
  ctx: Context,
  gradable: Gradable,
  trigger: CheckTrigger,
  signal: AbortSignal,
): Promise<boolean> {
  const { attempt, environmentId, topology, task } = gradable;
  if (!task.arrange || attempt.arrangedTasks.includes(task.id)) return true;
  // At *finish* there is no time left to do the task in.
  if (trigger === 'finish') return false;
  const startedAt = ctx.clock();
  const node = nodeOfScript(task.arrange, topology);
  let why: string;
  try {
    const result = await runScript({
      driver: ctx.driver,
      environmentId,
      node,
      script: task.arrange,
      name: `tasks/${task.id}/arrange.${task.arrange.interpreter === 'bash' ? 'sh' : 'py'}`,
      params: attempt.params,
      seed: attempt.seed,
      timeoutMs: arrangeTimeoutMs,
      signal,
    });
    signal.throwIfAborted();
    if (result.ok) return await rememberArranged(ctx, gradable);
    why = `${result.reason}\n\n${result.log}`;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DriverError)) throw error;
    why = error.message;
  }
  ctx.log.warn(
    { attemptId: attempt.id, lab: attempt.slug, taskId: task.id, why },
    'A task could not be prepared.',
  );
  const broken: CheckResult = {
    verdict: 'environment_broken',
    learnerText: 'This task could not be prepared; it is tried again. Nothing counts against you meanwhile.',
    authorText: why,
    evidence: {
      node,
      looks: 0,
      exitCode: null,
      timedOut: false,
      truncated: false,
      stdout: '',
      stderr: '',
      lookMs: 0,
      driverError: null,
    },
    startedAt,
    durationMs: Math.max(0, ctx.clock().getTime() - startedAt.getTime()),
    metrics: {},
  };
  for (const checkId of gradable.checkIds) await storeVerdict(ctx, gradable, checkId, trigger, broken);
  return false;
}

/** False when the attempt has another environment by now: there the fault is not made. */
async function rememberArranged(ctx: Context, { attempt, environmentId, task }: Gradable): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const row = await lockAttempt(tx, attempt.id);
    if (row?.state !== 'active' || row.environmentId !== environmentId) return false;
    const arrangedTasks = [...new Set([...row.arrangedTasks, task.id])];
    await changeAttempt(tx, attempt.id, { arrangedTasks });
    return true;
  });
}
