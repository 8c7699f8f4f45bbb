import type { Transaction } from '@springboard/db/client.ts';
import { changeAttempt, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import { findEnvironment, lockEnvironment } from '@springboard/db/repositories/environments.ts';
import { forgetLatestVerdicts } from '@springboard/db/repositories/grading.ts';
import {
  changeSavePoint,
  findSavePoint,
  type SavePointRow,
} from '@springboard/db/repositories/save-points.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { applyWithStages } from '../apply.ts';
import { Superseded } from '../cancellation.ts';
import { describeFailure } from '../failure.ts';
import { recordFault } from '../faults.ts';
import { transition } from '../machine.ts';
import { specOf } from '../spec.ts';
import { recordStage, type StageChange } from '../stages.ts';
import { arrangeAgain } from './arrange-again.ts';
import { restGrading, resumeGrading, untilGradingRests } from './back-to-work.ts';
import { waitUntilHealthy } from './healthy.ts';
import { type ChangeWork, during, trying } from './run.ts';

/** Enters `rewinding` and has it done; what was seen of open checks is forgotten. False when the environment is not ready. */
export async function askForRewind(ctx: Context, tx: Transaction, savePoint: SavePointRow): Promise<boolean> {
  const id = savePoint.environmentId;
  const attempt = await lockAttemptOfEnvironment(tx, id);
  if (!attempt) return false;
  const now = ctx.clock();
  const set = {
    course: 'rewind',
    savePointId: savePoint.id,
    promptOpen: false,
    pauseReason: null,
    problem: null,
  } as const;
  const actor = attempt.personId;
  const edge = { id, from: ['ready'], to: 'rewinding', reason: 'asked', actor, set } as const;
  if (!(await transition(tx, edge, now))) return false;
  await recordStage(tx, id, { stage: 'restore', status: 'started' }, now);
  await forgetLatestVerdicts(tx, attempt.id);
  await restGrading(tx, attempt.id);
  await changeAttempt(tx, attempt.id, { lastActivityAt: now, gradeAsked: false });
  await ctx.enqueue(tx, 'environment.change', { environmentId: id, change: 'rewind' });
  return true;
}

/**
 * Puts the disks of all nodes back, boots them, waits for their health, makes the current task's fault again, and enters `ready`.
 * Begun anew from the start after a crash: each step may be done twice.
 */
export async function rewind(work: ChangeWork): Promise<void> {
  const { ctx, id, options } = work;
  const row = await findEnvironment(ctx.db, id);
  const savePoint = row?.savePointId ? await findSavePoint(ctx.db, row.savePointId) : undefined;
  if (row?.state !== 'rewinding' || !savePoint) return;
  const spec = specOf(row);
  const note = async (change: StageChange, at: Date = ctx.clock()) => {
    // What the driver calls `nodes` is the disks' return here.
    const named: StageChange = change.stage === 'nodes' ? { ...change, stage: 'restore' } : change;
    if (!(await ctx.db.transaction((tx) => recordStage(tx, id, named, at)))) throw new Superseded();
  };
  await during(
    work,
    ['rewinding'],
    async (signal) => {
      await untilGradingRests(ctx, id);
      const applied = await trying(work, { stage: 'restore', signal }, (limited) =>
        applyWithStages({
          driver: { apply: (of, report, stop) => ctx.driver.rewind(of, savePoint.id, report, stop) },
          spec,
          signal: limited,
          note,
          onStage: () => {},
          clock: ctx.clock,
        }),
      );
      const { topology } = spec;
      const withinMs = options.healthyAfterBootMs;
      const begin = { openPrompt: true, applied };
      await waitUntilHealthy(ctx, { environmentId: id, topology, signal, withinMs, begin });
      await note({ stage: 'setup', status: 'started' });
      const arranged = await arrangeAgain(ctx, { environmentId: id, topology, signal });
      await ctx.db.transaction((tx) => enterReady(ctx, tx, savePoint, arranged));
    },
    (error) => giveUp(work, savePoint, error),
  );
}

async function enterReady(
  ctx: Context,
  tx: Transaction,
  savePoint: SavePointRow,
  arranged: { readonly taskId: string; readonly succeeded: boolean } | null,
): Promise<void> {
  const id = savePoint.environmentId;
  const attempt = await lockAttemptOfEnvironment(tx, id);
  const now = ctx.clock();
  if (!attempt || !(await recordStage(tx, id, { stage: 'setup', status: 'finished' }, now)))
    throw new Superseded();
  const set = { savePointId: null, promptOpen: true };
  await transition(tx, { id, from: ['rewinding'], to: 'ready', reason: 'rewound', actor: system, set }, now);
  const arrangedTasks = savePoint.arrangedTasks.filter((taskId) => taskId !== arranged?.taskId);
  if (arranged?.succeeded) {
    arrangedTasks.push(arranged.taskId);
    await recordFault(tx, id, arranged.taskId, now);
  }
  await resumeGrading(ctx, tx, attempt, { arrangedTasks, lastActivityAt: now });
}

/** Without its save point nothing was touched, and it goes on as it was. Anything else leaves disks in between: it has failed. */
async function giveUp(work: ChangeWork, savePoint: SavePointRow, error: unknown): Promise<void> {
  const { ctx, id } = work;
  if (error instanceof DriverError && error.kind === 'missing' && (await hasNodesWithout(ctx, savePoint))) {
    await goOn(work, savePoint);
    return;
  }
  ctx.log.error({ err: error, environmentId: id }, 'A rewind failed, and its environment with it.');
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    await lockAttemptOfEnvironment(tx, id);
    const row = await lockEnvironment(tx, id);
    if (row?.state !== 'rewinding') return;
    const { stage, reason, problem, log } = describeFailure(error, 'restore', specOf(row).topology);
    const failed = stage === 'nodes' ? 'restore' : stage;
    await recordStage(tx, id, { stage: failed, status: 'failed', message: problem.title, log }, now);
    const set = { problem };
    await transition(tx, { id, from: ['rewinding'], to: 'failed', reason, actor: system, set }, now);
    await ctx.enqueue(tx, 'environment.destroy', { environmentId: id });
  });
}

async function hasNodesWithout(ctx: Context, { id, environmentId }: SavePointRow): Promise<boolean> {
  const observed = await ctx.driver.inspect(environmentId);
  return observed !== undefined && observed.nodes.length > 0 && !observed.savePoints.includes(id);
}

async function goOn({ ctx, id }: ChangeWork, savePoint: SavePointRow): Promise<void> {
  ctx.log.error({ environmentId: id, savePointId: savePoint.id }, 'The engine does not have a save point.');
  const problem = {
    title: 'This save point is gone',
    detail: 'The engine does not have it any more. Nothing was put back; the environment goes on as it was.',
    remedy: 'Go back to another save point, or Reset for a fresh environment.',
  };
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockAttemptOfEnvironment(tx, id);
    await changeSavePoint(tx, savePoint.id, { state: 'failed' });
    await recordStage(tx, id, { stage: 'restore', status: 'failed', message: problem.title }, now);
    const set = { savePointId: null, promptOpen: true, problem };
    const edge = {
      id,
      from: ['rewinding'],
      to: 'ready',
      reason: 'engine-error',
      actor: system,
      set,
    } as const;
    if ((await transition(tx, edge, now)) && attempt) await resumeGrading(ctx, tx, attempt);
  });
}
