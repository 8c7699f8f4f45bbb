import { changeAttempt, findAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import type { EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import {
  changeSavePoint,
  listSavePoints,
  listSavePointsOf,
} from '@springboard/db/repositories/save-points.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { environmentLock } from './lock.ts';
import { orAbort } from './or-abort.ts';

/** Nothing is being saved or put back then, unless the lock is held. */
const quietStates: readonly EnvironmentRow['state'][] = ['pooled', 'claimed', 'ready', 'paused'];

/**
 * Brings save points of rows and engine together: what has no row, or one that was given up, is removed from the engine; a row whose save
 * point the engine does not have is no offer any more. Whoever deletes a save point only says so in its row.
 */
export async function removeStraySavePoints(
  ctx: Context,
  rows: readonly EnvironmentRow[],
  observed: readonly ObservedEnvironment[],
  signal: AbortSignal,
): Promise<void> {
  const quiet = rows.filter((row) => quietStates.includes(row.state));
  const present = new Map(observed.map((one) => [one.id, one.savePoints]));
  const wanted = await listSavePointsOf(
    ctx.db,
    quiet.map((row) => row.id),
    ['making', 'kept'],
  );
  for (const { id } of quiet) {
    const there = present.get(id);
    if (!there) continue;
    const own = wanted.filter((one) => one.environmentId === id);
    const differs =
      there.some((name) => !own.some((one) => one.id === name)) ||
      own.some((one) => one.state === 'kept' && !there.includes(one.id));
    // The rest is for the next pass.
    if (signal.aborted) return;
    if (differs) await bringTogether(ctx, id);
  }
}

async function bringTogether(ctx: Context, environmentId: string): Promise<void> {
  try {
    await withLock(ctx.db, environmentLock(environmentId), async (lost) => {
      const observed = await orAbort(ctx.driver.inspect(environmentId, lost), lost);
      const wanted = await listSavePoints(ctx.db, environmentId, ['making', 'kept']);
      if (!observed || observed.nodes.length === 0) return;
      for (const name of observed.savePoints) {
        if (wanted.some((one) => one.id === name)) continue;
        await orAbort(ctx.driver.deleteSavePoint(environmentId, name, lost), lost);
        count('orphans', 'save-point');
      }
      for (const one of wanted) {
        if (one.state !== 'kept' || observed.savePoints.includes(one.id)) continue;
        await ctx.db.transaction(async (tx) => {
          await changeSavePoint(tx, one.id, { state: 'failed' });
          const attempt = await findAttemptOfEnvironment(tx, environmentId);
          if (attempt) await changeAttempt(tx, attempt.id);
        });
        count('lost', 'save-point');
        ctx.log.error(
          { environmentId, savePointId: one.id },
          'The engine does not have a save point any more.',
        );
      }
    });
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    count('failures', 'save-point');
    ctx.log.warn({ err: error, environmentId }, 'Save points could not be looked after; it is tried again.');
  }
}
