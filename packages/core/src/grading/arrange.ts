import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import { changeAttempt, findAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { nodeOfScript } from '@springboard/grading/nodes.ts';
import type { CheckResult } from '@springboard/grading/result.ts';
import type { Context } from '../context.ts';
import { recordFault } from '../environments/faults.ts';
import type { Gradable } from './gradable.ts';
import { runArrange } from './run-arrange.ts';
import { storeVerdict } from './store.ts';

/** Pauses before the tries after the first, in milliseconds: a node that boots or a cluster that settles is back by then. */
export const arrangePausesMs: readonly number[] = [1_000, 3_000];

/**
 * Makes the task's fault, once per environment; until then the page shows the task as being prepared. False when that did not succeed, with
 * all its tries: the checks then say that the environment is broken, which counts against nobody, and the next run tries again.
 */
export async function arrangeTask(
  ctx: Context,
  gradable: Gradable,
  trigger: CheckTrigger,
  signal: AbortSignal,
  pausesMs: readonly number[],
): Promise<boolean> {
  const { attempt, task } = gradable;
  if (!task.arrange || attempt.arrangedTasks.includes(task.id)) return true;
  // At *finish* there is no time left to do the task in.
  if (trigger === 'finish') return false;
  const startedAt = ctx.clock();
  for (let tries = 0; ; tries++) {
    const why = await tryToArrange(ctx, gradable, signal);
    if (why === null) return rememberArranged(ctx, gradable);
    ctx.log.warn(
      { attemptId: attempt.id, lab: attempt.slug, taskId: task.id, why },
      'A task could not be prepared.',
    );
    const pause = pausesMs[tries];
    if (pause === undefined) {
      await sayBroken(ctx, gradable, trigger, { startedAt, why });
      return false;
    }
    await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
    const now = await isWantedStill(ctx, gradable);
    if (now !== 'wanted') return now === 'arranged';
  }
}

/** Runs the task's script once; null when it succeeded, else why not. */
async function tryToArrange(
  ctx: Context,
  { attempt, environmentId, topology, task }: Gradable,
  signal: AbortSignal,
): Promise<string | null> {
  if (!task.arrange) return null;
  try {
    const { arrange, id: taskId } = task;
    const result = await runArrange(ctx, { environmentId, topology, taskId, arrange, attempt, signal });
    return result.ok ? null : `${result.reason}\n\n${result.log}`;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof DriverError)) throw error;
    return error.message;
  }
}

/** An environment that was paused, put back or given up between two tries is left to whoever does that. */
async function isWantedStill(
  ctx: Context,
  { attempt, environmentId, task }: Gradable,
): Promise<'wanted' | 'arranged' | 'overtaken'> {
  const row = await findAttempt(ctx.db, attempt.id);
  if (row?.state !== 'active' || row.environmentId !== environmentId) return 'overtaken';
  if ((await findEnvironmentState(ctx.db, environmentId)) !== 'ready') return 'overtaken';
  return row.arrangedTasks.includes(task.id) ? 'arranged' : 'wanted';
}

async function sayBroken(
  ctx: Context,
  gradable: Gradable,
  trigger: CheckTrigger,
  { startedAt, why }: { readonly startedAt: Date; readonly why: string },
): Promise<void> {
  const { attempt, task, topology } = gradable;
  const broken: CheckResult = {
    verdict: 'environment_broken',
    learnerText:
      'This task could not be prepared. It is tried again by itself, and when you press Check; nothing counts against you meanwhile. If it stays so, Reset gives you a fresh environment.',
    authorText: why,
    evidence: {
      node: task.arrange ? nodeOfScript(task.arrange, topology, attempt.params) : '',
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
}

/** False when the attempt has another environment by now, or its disks are being put back: there the fault is not made. */
async function rememberArranged(ctx: Context, { attempt, environmentId, task }: Gradable): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const row = await lockAttempt(tx, attempt.id);
    if (row?.state !== 'active' || row.environmentId !== environmentId) return false;
    if ((await findEnvironmentState(tx, environmentId)) === 'rewinding') return false;
    const arrangedTasks = [...new Set([...row.arrangedTasks, task.id])];
    await recordFault(tx, environmentId, task.id, ctx.clock());
    await changeAttempt(tx, attempt.id, { arrangedTasks });
    return true;
  });
}
