import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { type AttemptRow, changeAttempt } from '@springboard/db/repositories/attempts.ts';
import { insertHintOpened } from '@springboard/db/repositories/grading.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { nodeOfCheck } from '@springboard/grading/nodes.ts';
import { runScript } from '@springboard/grading/run-script.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import { notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { withoutHiddenNodes } from '../environments/spec.ts';
import { findGround } from '../grading/gradable.ts';
import { currentTask, isDone } from '../grading/progress.ts';
import { notThisTask } from '../grading/task-status.ts';
import { lockOwnActive, ownAttempt } from './access.ts';
import { notReady } from './own-environment.ts';
import { loadProgress } from './progress.ts';
import { viewAttempt } from './view.ts';

/** Somebody waits for what a hint's script says: it looks, and does nothing else. In milliseconds. */
export const hintTimeoutMs = 20_000;
/** So much of what it prints is shown, in characters. */
const longestHint = 8_000;

/**
 * Opens a hint of a task that has been reached, in their order. Its cost is taken once, and not after the task is done. A computed one looks at
 * the nodes first; when that fails nothing is taken. Errors: `not-found`, `attempt-over`, `conflict`, `environment-not-ready`.
 */
export async function openHint(
  ctx: Context,
  actor: Actor,
  id: string,
  taskId: string,
  index: number,
): Promise<AttemptView> {
  const found = await ownAttempt(ctx.db, actor, id);
  const wanted = await findHint(ctx.db, found, taskId, index);
  const script = wanted.opened ? null : wanted.hint.script;
  const computed = script && (await compute(ctx, id, script, `tasks/${taskId}/hint ${index + 1}`));
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnActive(tx, actor, id);
    const { hint, opened, done } = await findHint(tx, row, taskId, index);
    if (opened) return;
    if (computed && computed.environmentId !== row.environmentId) throw couldNotLook();
    const cost = done ? 0 : hint.cost;
    const now = ctx.clock();
    await insertHintOpened(tx, {
      attemptId: id,
      taskId,
      hintIndex: index,
      cost,
      said: computed?.said ?? null,
      at: now,
    });
    // Who reads hints is there: a click like any other, which puts off the pause for want of use.
    await changeAttempt(tx, id, row.readyAt ? { lastActivityAt: now } : {});
    await audit(tx, actor, 'hint.open', { kind: 'attempt', id }, { taskId, index, cost });
  });
  return viewAttempt(ctx, id);
}

/** The hint if it may be opened, or is open. */
async function findHint(db: Queryable, row: AttemptRow, taskId: string, index: number) {
  const progress = await loadProgress(db, row);
  const { definition, hints } = progress;
  const task = definition.tasks.find((one) => one.id === taskId);
  if (!task) throw notFound('task');
  const hint = task.hints[index];
  if (!hint) throw notFound('hint');
  const isOpen = (wanted: number) => hints.some((one) => one.taskId === taskId && one.hintIndex === wanted);
  const done = isDone(task, progress);
  if (isOpen(index)) return { hint, done, opened: true };
  if (!done && currentTask(definition, progress) !== task) throw notThisTask();
  if (index > 0 && !isOpen(index - 1))
    throw new ProblemError('conflict', 'Hints come in their order', {
      detail: 'The hint before this one is still closed. Nothing was opened and nothing was taken off.',
      remedy: 'Open the hint before it first.',
    });
  return { hint, done, opened: false };
}

/** What a hint's script says of the nodes as they are now, and of which environment that is. */
async function compute(ctx: Context, attemptId: string, script: Script, name: string) {
  const ground = await findGround(ctx.db, attemptId);
  if (!ground) throw notReady();
  const { attempt, environmentId, topology } = ground;
  const late = AbortSignal.timeout(2 * hintTimeoutMs);
  const run = {
    driver: ctx.driver,
    environmentId,
    node: nodeOfCheck(script, topology, attempt.params),
    script,
    name,
    params: attempt.params,
    seed: attempt.seed,
    timeoutMs: hintTimeoutMs,
    signal: late,
  };
  const result = await runScript(run).catch((error: unknown) => {
    if (!(error instanceof DriverError) && !late.aborted) throw error;
    return { ok: false, log: '', reason: error instanceof Error ? error.message : String(error) };
  });
  const said = withoutHiddenNodes(result.log.trim(), topology);
  if (result.ok && said !== '') return { said: said.slice(0, longestHint), environmentId };
  ctx.log.warn(
    { attemptId, lab: attempt.slug, hint: name, why: result.reason || 'it printed nothing', log: result.log },
    'A computed hint failed; it was not opened.',
  );
  throw couldNotLook();
}

function couldNotLook(): ProblemError {
  return new ProblemError('conflict', 'This hint could not look at your environment', {
    detail: 'It was not opened, and nothing was taken off.',
    remedy: 'Try again in a moment. If it stays so, tell the author of the lab: the log is kept.',
  });
}
