import type { Transaction } from '@springboard/db/client.ts';
import { lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import {
  type EnvironmentRow,
  findEnvironment,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import {
  changeSavePoint,
  findSavePoint,
  listSavePoints,
  type SavePointRow,
} from '@springboard/db/repositories/save-points.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { Superseded } from '../cancellation.ts';
import { describeFailure } from '../failure.ts';
import { transition } from '../machine.ts';
import { specOf } from '../spec.ts';
import { recordStage } from '../stages.ts';
import { resumeGrading } from './back-to-work.ts';
import { lackOfRoom, NoRoomToSave } from './disk-room.ts';
import { type ChangeWork, during, trying } from './run.ts';
import { makeRoom } from './save-points.ts';

/** Enters `saving` for a save point that is to be made. False when the environment is not ready. */
export async function beginSave(ctx: Context, tx: Transaction, savePoint: SavePointRow): Promise<boolean> {
  const id = savePoint.environmentId;
  const attempt = await lockAttemptOfEnvironment(tx, id);
  const now = ctx.clock();
  const manual = savePoint.kind === 'manual';
  // What comes by itself passes unseen: the page goes on showing how the environment came about.
  const set = { savePointId: savePoint.id, ...(manual ? { course: 'save' as const } : {}) };
  const reason = manual ? 'asked' : 'automatic';
  const edge = { id, from: ['ready'], to: 'saving', reason, actor: savePoint.actor, set } as const;
  if (!attempt || !(await transition(tx, edge, now))) return false;
  await changeSavePoint(tx, savePoint.id, { arrangedTasks: attempt.arrangedTasks });
  await recordStage(tx, id, { stage: 'save', status: 'started' }, now);
  return true;
}

/** Makes the save point that the row names, or the next one that waits, and comes back to `ready`. Shells stand still for a moment. */
export async function save(work: ChangeWork): Promise<void> {
  const { ctx, id, options } = work;
  const savePoint = await taken(ctx, id);
  if (!savePoint) return;
  // Somebody waits for what they asked for; what comes by itself must not keep the checks waiting for long.
  const patient = savePoint.kind === 'manual';
  const tries = patient ? work : { ...work, options: { ...options, retryPausesMs: [] } };
  await during(
    work,
    ['saving'],
    async (signal) => {
      // Again although it was asked before: others may have been made since.
      const lack = await lackOfRoom(ctx, id);
      if (lack) throw lack;
      await trying(tries, { stage: 'save', signal }, (limited) => ctx.driver.save(id, savePoint.id, limited));
      await ctx.db.transaction((tx) => keep(ctx, tx, savePoint));
    },
    (error) => giveUp(work, savePoint, error),
  );
}

/** The save point to make, its environment in `saving`; undefined when there is none, or no time for it. */
async function taken(ctx: Context, id: string): Promise<SavePointRow | undefined> {
  const row = await findEnvironment(ctx.db, id);
  if (row?.state === 'saving' && row.savePointId) return findSavePoint(ctx.db, row.savePointId);
  const [next] = await listSavePoints(ctx.db, id, ['making']);
  if (!next) return undefined;
  return (await ctx.db.transaction((tx) => beginSave(ctx, tx, next))) ? next : undefined;
}

async function keep(ctx: Context, tx: Transaction, { id, environmentId, kind }: SavePointRow): Promise<void> {
  await endSaving(ctx, tx, environmentId, {
    reason: 'saved',
    problem: kind === 'manual' ? () => null : (row) => row.problem,
    before: async () => {
      await changeSavePoint(tx, id, { state: 'kept' });
      await makeRoom(tx, environmentId);
      await recordStage(tx, environmentId, { stage: 'save', status: 'finished' }, ctx.clock());
    },
  });
}

/** The environment goes on as it was. Who asked is told why; a save point that would have come by itself is just not there. */
async function giveUp(
  { ctx, id, signal }: ChangeWork,
  savePoint: SavePointRow,
  error: unknown,
): Promise<void> {
  ctx.log.warn({ err: error, environmentId: id, kind: savePoint.kind }, 'A save point could not be made.');
  // Whatever the engine did, nobody's shell may stay frozen.
  await ctx.driver
    .thaw(id, signal)
    .catch((err: unknown) => ctx.log.warn({ err, environmentId: id }, 'It is thawed later.'));
  await ctx.db.transaction(async (tx) => {
    await endSaving(ctx, tx, id, {
      reason: 'engine-error',
      problem: (row) => (savePoint.kind === 'manual' ? couldNotSave(row, error) : row.problem),
      before: async (row) => {
        const { problem, log } = describeFailure(error, 'save', specOf(row).topology);
        await changeSavePoint(tx, savePoint.id, { state: 'failed' });
        const message = error instanceof NoRoomToSave ? error.problem.title : problem.title;
        const failed = { stage: 'save', status: 'failed', message, log } as const;
        await recordStage(tx, id, failed, ctx.clock());
      },
    });
  });
}

async function endSaving(
  ctx: Context,
  tx: Transaction,
  id: string,
  end: {
    readonly reason: 'saved' | 'engine-error';
    readonly problem: (row: EnvironmentRow) => EnvironmentRow['problem'];
    readonly before: (row: EnvironmentRow) => Promise<void>;
  },
): Promise<void> {
  const attempt = await lockAttemptOfEnvironment(tx, id);
  const row = await lockEnvironment(tx, id);
  if (row?.state !== 'saving') throw new Superseded();
  await end.before(row);
  const set = { savePointId: null, problem: end.problem(row) };
  const { reason } = end;
  await transition(tx, { id, from: ['saving'], to: 'ready', reason, actor: system, set }, ctx.clock());
  if (attempt) await resumeGrading(ctx, tx, attempt);
}

function couldNotSave(row: EnvironmentRow, error: unknown): NonNullable<EnvironmentRow['problem']> {
  if (error instanceof NoRoomToSave) return error.problem;
  const { problem } = describeFailure(error, 'save', specOf(row).topology);
  return {
    title: 'The save point could not be made',
    detail: `${problem.title}. The environment goes on as it was; earlier save points are kept.`,
    remedy: 'Save again in a moment. A node that was powered off is started again by itself first.',
  };
}
