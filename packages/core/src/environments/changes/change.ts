import type { EnvironmentChange, JobPayload } from '@springboard/contracts/jobs.ts';
import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { listSavePoints } from '@springboard/db/repositories/save-points.ts';
import type { Context } from '../../context.ts';
import { environmentLock } from '../lock.ts';
import { pause } from './pause.ts';
import { resume } from './resume.ts';
import { rewind } from './rewind.ts';
import { type ChangeOptions, type ChangeWork, defaultOptions } from './run.ts';
import { save } from './save.ts';

/** Whoever has the lock may be done in a moment; if not, the reconciler gives the work out again. */
const waitForLockMs = 2_000;

/** One after the other at a time: more than all save points there may be, and a pause. */
const mostRounds = 20;

const doing: Record<EnvironmentChange, (work: ChangeWork) => Promise<void>> = { pause, resume, save, rewind };

/**
 * Does what the environment's row asks for, until it asks for nothing more: pause, resume, save or rewind. The row decides, the
 * job's own `change` only says why somebody looks; so work that was cut off is simply done again. Rejects with the signal's reason when
 * told to end, and with the engine's or the database's error while they are away: then the work is to be done again later.
 */
export async function applyChange(
  ctx: Context,
  { environmentId: id }: Pick<JobPayload<'environment.change'>, 'environmentId'>,
  signal: AbortSignal,
  options: Partial<ChangeOptions> = {},
): Promise<void> {
  await withLock(
    ctx.db,
    environmentLock(id),
    async (lost) => {
      const stop = AbortSignal.any([signal, lost]);
      const work = { ctx, id, signal: stop, options: { ...defaultOptions, ...options } };
      for (let round = 0; round < mostRounds; round++) {
        stop.throwIfAborted();
        const change = await wantedChange(ctx, id);
        if (change === null) return;
        await doing[change](work);
      }
      throw new Error(`Environment ${id} asks for one change after the other; it is looked at again later.`);
    },
    { waitMs: waitForLockMs },
  );
}

/** What the row asks for. A save point that waits goes before a pause, which would make it wait for days. */
export function changeOf(row: EnvironmentRow, hasPendingSave: boolean): EnvironmentChange | null {
  switch (row.state) {
    case 'saving':
      return 'save';
    case 'rewinding':
      return 'rewind';
    case 'paused':
      return row.course === 'resume' ? 'resume' : null;
    case 'ready':
      if (hasPendingSave) return 'save';
      return row.pauseReason === null ? null : 'pause';
    default:
      return null;
  }
}

async function wantedChange(ctx: Context, id: string): Promise<EnvironmentChange | null> {
  const row = await findEnvironment(ctx.db, id);
  if (!row) return null;
  return changeOf(row, (await listSavePoints(ctx.db, id, ['making'])).length > 0);
}
