import { maxSavePoints } from '@springboard/contracts/environments.ts';
import type { Transaction } from '@springboard/db/client.ts';
import {
  changeSavePoint,
  insertSavePoint,
  listSavePoints,
  type SavePointRow,
} from '@springboard/db/repositories/save-points.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';

/** After an environment became ready its start is saved so much later, in milliseconds: its person sees it ready first. */
const startSavedAfterMs = 1_000;
/** Longest title of a save point, in characters. */
const longestTitle = 60;

/** Whether one more save point may be made, asked with its environment locked; the oldest that came of a task makes room, a learner's own never does. */
export async function hasRoom(tx: Transaction, environmentId: string): Promise<boolean> {
  const present = await listSavePoints(tx, environmentId, ['making', 'kept']);
  // One that is replaceable makes room for one, not for each of several that are being made.
  return present.filter((one) => !isReplaceable(one)).length < maxSavePoints;
}

/** Gives up the oldest save points that came of tasks, as many as there are too many. The engine's are removed by the reconciler. */
export async function makeRoom(tx: Transaction, environmentId: string): Promise<void> {
  const kept = await listSavePoints(tx, environmentId, ['kept']);
  const replaceable = kept.filter(isReplaceable).slice(0, Math.max(0, kept.length - maxSavePoints));
  for (const savePoint of replaceable) await changeSavePoint(tx, savePoint.id, { state: 'deleted' });
}

/** Notes that a save point is to be made, and has it done as soon as the environment is ready. */
export async function planSavePoint(
  ctx: Context,
  tx: Transaction,
  planned: Pick<SavePointRow, 'environmentId' | 'kind' | 'title' | 'taskId' | 'actor'>,
  when: { readonly runAt?: Date } = {},
): Promise<SavePointRow> {
  const title = planned.title.slice(0, longestTitle);
  const row = await insertSavePoint(tx, { ...planned, title, state: 'making', createdAt: ctx.clock() });
  const { environmentId } = planned;
  await ctx.enqueue(tx, 'environment.change', { environmentId, change: 'save' }, when);
  return row;
}

/** The save point of an environment as it was handed out; call it in the transaction that makes it ready. */
export async function planStartSavePoint(
  ctx: Context,
  tx: Transaction,
  environmentId: string,
): Promise<void> {
  const title = 'As it was handed out';
  const planned = { environmentId, kind: 'start', title, taskId: null, actor: system } as const;
  await planSavePoint(ctx, tx, planned, { runAt: new Date(ctx.clock().getTime() + startSavedAfterMs) });
}

const isReplaceable = ({ kind, state }: SavePointRow) => kind === 'task' && state === 'kept';
