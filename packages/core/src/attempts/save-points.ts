import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { maxSavePoints } from '@springboard/contracts/environments.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import type { EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import {
  changeSavePoint,
  findSavePoint,
  listSavePoints,
  type SavePointRow,
} from '@springboard/db/repositories/save-points.ts';
import { notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { lackOfRoom } from '../environments/changes/disk-room.ts';
import { askForRewind } from '../environments/changes/rewind.ts';
import { beginSave } from '../environments/changes/save.ts';
import { hasRoom, planSavePoint } from '../environments/changes/save-points.ts';
import { isBeingPrepared } from '../grading/task-status.ts';
import { ownAttempt } from './access.ts';
import { busy, changeOwnEnvironment, notReady } from './own-environment.ts';

/**
 * Keeps the disks of all nodes as they are now. While another one is being made it follows right after. Errors: `not-found`, `attempt-over`,
 * `environment-not-ready`, `conflict`, `limit-reached`.
 */
export async function createSavePoint(
  ctx: Context,
  actor: Actor,
  id: string,
  input: { title: string },
): Promise<AttemptView> {
  const { environmentId } = await ownAttempt(ctx.db, actor, id);
  // Before anything is locked: the engine may be slow to say.
  const lack = environmentId === null ? null : await lackOfRoom(ctx, environmentId);
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, attempt, environment }) => {
    requireUnpaused(environment);
    // Half of a fault would be in it.
    if (await isBeingPrepared(tx, attempt, environment.state)) throw busy('getting its next task prepared');
    if (!(await hasRoom(tx, environment.id))) throw tooMany();
    if (lack) throw new ProblemError('limit-reached', lack.problem.title, lack.problem);
    const savePoint = await planSavePoint(ctx, tx, {
      environmentId: environment.id,
      kind: 'manual',
      title: input.title,
      taskId: null,
      actor: actor.personId,
    });
    if (environment.state === 'ready') await beginSave(ctx, tx, savePoint);
    await record(tx, actor, 'environment.save', savePoint);
  });
}

/**
 * Puts all disks back to a save point and boots: what runs now ends, what was passed stays passed. Errors: as `createSavePoint`, without
 * `limit-reached`.
 */
export async function rewindEnvironment(
  ctx: Context,
  actor: Actor,
  id: string,
  savePointId: string,
): Promise<AttemptView> {
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, environment }) => {
    const savePoint = await requireKept(tx, environment, savePointId);
    requireUnpaused(environment);
    // What waits to be saved is the disks as they are now; after the rewind they would be others.
    const toSave = await listSavePoints(tx, environment.id, ['making']);
    if (environment.state === 'saving' || toSave.length > 0) throw busy('being saved');
    if (!(await askForRewind(ctx, tx, savePoint))) throw notReady();
    await record(tx, actor, 'environment.rewind', savePoint);
  });
}

/** Gives a save point up; the engine's copy goes within seconds. Errors: `not-found`, `attempt-over`, `conflict`. */
export async function deleteSavePoint(
  ctx: Context,
  actor: Actor,
  id: string,
  savePointId: string,
): Promise<AttemptView> {
  return changeOwnEnvironment(ctx, actor, id, async ({ tx, environment }) => {
    const savePoint = await requireKept(tx, environment, savePointId);
    if (environment.savePointId === savePoint.id) throw busy('going back to this save point');
    await changeSavePoint(tx, savePoint.id, { state: 'deleted' });
    await record(tx, actor, 'environment.save-point.delete', savePoint);
  });
}

async function requireKept(
  tx: Transaction,
  environment: EnvironmentRow,
  savePointId: string,
): Promise<SavePointRow> {
  const savePoint = await findSavePoint(tx, savePointId);
  if (savePoint?.environmentId !== environment.id || savePoint.state !== 'kept') throw notFound('save point');
  return savePoint;
}

function requireUnpaused({ state, pauseReason }: EnvironmentRow): void {
  if (state === 'rewinding') throw busy('going back to a save point');
  if (state === 'ready' && pauseReason === 'asked') throw busy('about to be paused');
  if (state !== 'ready' && state !== 'saving') throw notReady();
}

function tooMany(): ProblemError {
  return new ProblemError('limit-reached', `${maxSavePoints} save points are the limit`, {
    detail: 'All of them are kept because you made them, or to begin anew from. Nothing was changed.',
    remedy: 'Delete one that you no longer need, and save again.',
  });
}

async function record(tx: Transaction, actor: Actor, action: string, savePoint: SavePointRow): Promise<void> {
  const subject = { kind: 'environment', id: savePoint.environmentId } as const;
  const { id: savePointId, title, kind } = savePoint;
  await audit(tx, actor, action, subject, { savePointId, title, kind });
}
