import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { changeAttempt, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { findEnvironmentState } from '@springboard/db/repositories/environments.ts';
import {
  insertCheckRun,
  markRunning,
  saveVerdict,
  saveWaitingText,
} from '@springboard/db/repositories/grading.ts';
import type { CheckResult } from '@springboard/grading/result.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { withoutHiddenNodes } from '../environments/spec.ts';
import type { Gradable } from './gradable.ts';

/**
 * Whether the run still speaks of the attempt's present environment, and that one lives; what it saw in another, or in
 * one that is being taken down, counts for nothing.
 */
async function stillCounts(tx: Transaction, { attempt, environmentId }: Gradable): Promise<boolean> {
  const row = await lockAttempt(tx, attempt.id);
  if (row?.state !== 'active' || row.environmentId !== environmentId) return false;
  return (await findEnvironmentState(tx, environmentId)) === 'ready';
}

/** Shows that these checks run. */
export async function announceRunning(
  ctx: Context,
  gradable: Gradable,
  checkIds: readonly string[],
): Promise<void> {
  const { attempt, task } = gradable;
  if (checkIds.length === 0) return;
  await ctx.db.transaction(async (tx) => {
    if (!(await stillCounts(tx, gradable))) return;
    await markRunning(tx, attempt.id, task.id, checkIds);
    await changeAttempt(tx, attempt.id);
  });
}

/** Shows what a check that settles is waiting for. */
export async function storeWaiting(
  ctx: Context,
  gradable: Gradable,
  checkId: string,
  text: string,
): Promise<void> {
  const { attempt, task, topology } = gradable;
  await ctx.db.transaction(async (tx) => {
    if (!(await stillCounts(tx, gradable))) return;
    const shown = withoutHiddenNodes(text, topology);
    await saveWaitingText(tx, { attemptId: attempt.id, taskId: task.id, checkId }, shown);
    await changeAttempt(tx, attempt.id);
  });
}

/** Stores one run of a check and what follows from it, and announces it. Only *not yet*, when asked for, is a try. */
export async function storeVerdict(
  ctx: Context,
  gradable: Gradable,
  checkId: string,
  trigger: CheckTrigger,
  result: Pick<
    CheckResult,
    'verdict' | 'learnerText' | 'authorText' | 'evidence' | 'metrics' | 'startedAt' | 'durationMs'
  >,
): Promise<void> {
  const { attempt, environmentId, task, topology } = gradable;
  const learnerText = result.learnerText === null ? null : withoutHiddenNodes(result.learnerText, topology);
  await ctx.db.transaction(async (tx) => {
    if (!(await stillCounts(tx, gradable))) return;
    const key = { attemptId: attempt.id, taskId: task.id, checkId };
    await insertCheckRun(tx, {
      ...key,
      environmentId,
      trigger,
      verdict: result.verdict,
      learnerText,
      authorText: result.authorText,
      evidence: { ...result.evidence, metrics: result.metrics },
      startedAt: result.startedAt,
      durationMs: result.durationMs,
    });
    const countsAsTry = trigger === 'asked' && result.verdict === 'not_yet';
    const stored = { ...key, verdict: result.verdict, learnerText, at: ctx.clock(), countsAsTry };
    if (await saveVerdict(tx, stored))
      await audit(
        tx,
        system,
        'check.pass',
        { kind: 'attempt', id: attempt.id },
        { taskId: task.id, checkId, trigger },
      );
    await changeAttempt(tx, attempt.id);
  });
  if (result.verdict === 'check_broken')
    ctx.log.warn(
      { attemptId: attempt.id, lab: attempt.slug, taskId: task.id, checkId, why: result.authorText },
      'A check is broken; it counts against nobody.',
    );
}
