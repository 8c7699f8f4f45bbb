import { changeEnvironment, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { endSavePoints } from '@springboard/db/repositories/save-points.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from './admission/ask.ts';
import { environmentLock } from './lock.ts';
import { transition } from './machine.ts';
import { orAbort } from './or-abort.ts';

/** A run of provisioning that is told to end has so long to do it. */
const waitForLockMs = 30_000;

/**
 * Takes an environment off the engine. `destroying` becomes `destroyed`; `failed` and `lost` stay what they are, so that
 * their problem can be read. Living ones are left alone. Safe to run twice; rejects with the driver's error, and is
 * then to be run again.
 */
export async function destroyEnvironment(ctx: Context, id: string): Promise<void> {
  const locked = await withLock(
    ctx.db,
    environmentLock(id),
    async (lost) => {
      const row = await findEnvironment(ctx.db, id);
      if (row?.state !== 'destroying' && row?.state !== 'failed' && row?.state !== 'lost') return;
      await orAbort(ctx.driver.destroy(id, lost), lost);
      const now = ctx.clock();
      const edge = { from: ['destroying'], to: 'destroyed', reason: 'removed', actor: system } as const;
      await ctx.db.transaction(async (tx) => {
        if (row.state === 'destroying') await transition(tx, { id, ...edge, set: { endedAt: now } }, now);
        else await changeEnvironment(tx, id, { endedAt: row.endedAt ?? now });
        await endSavePoints(tx, id);
        await askForAdmission(ctx, tx);
      });
    },
    { waitMs: waitForLockMs },
  );
  if (!locked.acquired) throw new Error(`Environment ${id} is still being worked on; it is removed later.`);
}
