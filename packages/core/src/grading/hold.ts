import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import {
  insertCheckRun,
  listPassedIn,
  saveHeld,
  type TaskCheckRow,
} from '@springboard/db/repositories/grading.ts';
import { runTask } from '@springboard/grading/run-task.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { Context } from '../context.ts';
import { withoutHiddenNodes } from '../environments/spec.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { throwFailed } from '../settled.ts';
import { findGround } from './gradable.ts';
import { loadTaskStates, openChecks, type TaskStates } from './progress.ts';

/** Checks with `hold` that have passed: they have to be true at *finish* as well, which is when they are scored. */
export function checksToHold(
  definition: Pick<LabDefinition, 'tasks'>,
  states: Pick<TaskStates, 'checks'>,
): { task: TaskDefinition; checkIds: string[] }[] {
  return definition.tasks.flatMap((task) => {
    const open = openChecks(task, states);
    const checkIds = task.checks.filter(({ id, hold }) => hold && !open.includes(id)).map(({ id }) => id);
    return checkIds.length === 0 ? [] : [{ task, checkIds }];
  });
}

/**
 * Runs the checks that have to hold once more, those that passed in the present environment: a fresh one after *Reset* has nothing of what was done in
 * the one before. *Not yet* takes a check's points back; what nobody can say (the environment or the check is
 * broken, or time is up) counts against nobody. Rejects with the signal's reason.
 */
export async function lookAtHeld(ctx: Context, attemptId: string, signal: AbortSignal): Promise<void> {
  const ground = await findGround(ctx.db, attemptId);
  if (!ground) return;
  const { attempt, environmentId, topology } = ground;
  const definition = await loadDefinition(ctx.db, attempt.labVersionId);
  const states = await loadTaskStates(ctx.db, attemptId);
  const here = await listPassedIn(ctx.db, attemptId, environmentId);
  const wanted = checksToHold(definition, { checks: states.checks.filter(isOneOf(here)) });
  const looks = wanted.map(({ task, checkIds }) =>
    runTask({
      driver: ctx.driver,
      environmentId,
      topology,
      // It is one look: how long it has to stay so was asked for when it passed.
      task: { checks: task.checks.map((check) => ({ ...check, stableForMs: 0 })) },
      checkIds,
      params: attempt.params,
      seed: attempt.seed,
      signal,
      patience: 'once',
      onResult: async (checkId, { metrics, evidence, ...result }) => {
        const said = result.learnerText && withoutHiddenNodes(result.learnerText, topology);
        await ctx.db.transaction(async (tx) => {
          const row = await lockAttempt(tx, attemptId);
          if (row?.state !== 'active' || row.environmentId !== environmentId) return;
          const key = { attemptId, taskId: task.id, checkId };
          const run = { ...key, environmentId, trigger: 'finish' as const, ...result, learnerText: said };
          await insertCheckRun(tx, { ...run, evidence: { ...evidence, metrics } });
          if (result.verdict === 'pass' || result.verdict === 'not_yet')
            await saveHeld(tx, key, result.verdict === 'pass');
        });
      },
    }),
  );
  throwFailed(await Promise.allSettled(looks));
}

type Key = Pick<TaskCheckRow, 'taskId' | 'checkId'>;

const isOneOf = (keys: readonly Key[]) => (row: Key) =>
  keys.some(({ taskId, checkId }) => taskId === row.taskId && checkId === row.checkId);
