import type { Actor } from '@springboard/contracts/actor.ts';
import type { PoolTarget } from '@springboard/contracts/fleet.ts';
import { notifyChange } from '@springboard/db/notify.ts';
import { upsertPoolTarget } from '@springboard/db/repositories/fleet.ts';
import { authorize, notFound } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from '../environments/admission/ask.ts';

/**
 * Sets how many environments of a topology are kept in advance, and how; it holds against the configuration from then on,
 * over restarts, too. Errors: `not-found` for a topology that is not here.
 */
export async function setPoolTarget(
  ctx: Context,
  actor: Actor,
  topology: string,
  wanted: PoolTarget,
): Promise<void> {
  authorize(actor, 'pool.manage');
  if (!ctx.topology(topology)) throw notFound('topology');
  const { target, mode } = wanted;
  await ctx.db.transaction(async (tx) => {
    await upsertPoolTarget(tx, {
      topology,
      target,
      mode,
      updatedBy: actor.personId,
      updatedAt: ctx.clock(),
    });
    await audit(tx, actor, 'pool.set', { kind: 'pool', id: topology }, { target, mode });
    await askForAdmission(ctx, tx);
    await notifyChange(tx, { kind: 'fleet' });
  });
}
