import type { Transaction } from '@springboard/db/client.ts';
import { changeAttempt, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import { changeEnvironment, lockEnvironment } from '@springboard/db/repositories/environments.ts';
import { countForPool } from '@springboard/db/repositories/pools.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { transition } from '../machine.ts';
import { recordWait } from './queue-stage.ts';

/** What was to be handed out or who asked for it is not there any more; nothing of the transaction is kept. */
class Gone extends Error {}

/**
 * Gives an environment that was made in advance to the attempt that waits with `requestId`: the attempt moves over to it, and the request ends
 * with nothing of its own ever made. A compare-and-set on both rows: false when either has become something else meanwhile.
 *
 * Its SSH key stays the one that it was made with: only the gateway ever had it, so there is nobody to keep out by another one. What
 * is the learner's own, params and setup, is bound now, when the lab is set up in it.
 */
export async function giveFromPool(
  ctx: Context,
  given: { readonly requestId: string; readonly environmentId: string; readonly kind: 'claim' | 'adopt' },
): Promise<boolean> {
  const { requestId, environmentId: id, kind } = given;
  const now = ctx.clock();
  try {
    await ctx.db.transaction(async (tx) => {
      const attempt = await lockAttemptOfEnvironment(tx, requestId);
      if (attempt?.state !== 'active') throw new Gone();
      const served = {
        from: ['queued'],
        to: 'destroyed',
        reason: 'served-from-pool',
        actor: system,
      } as const;
      const set = { endedAt: now, queue: null };
      const request = await transition(tx, { id: requestId, ...served, set }, now);
      if (!request) throw new Gone();
      const requestedAt = request.createdAt;
      if (kind === 'claim') await claim(tx, id, { personId: attempt.personId, requestedAt, now });
      else await adopt(tx, id, { requestedAt, now });
      await countForPool(tx, request.topology, kind === 'claim' ? 'hits' : 'misses');
      await changeAttempt(tx, attempt.id, { environmentId: id });
      if (kind === 'claim') await ctx.enqueue(tx, 'environment.provision', { environmentId: id });
    });
    return true;
  } catch (error) {
    if (error instanceof Gone) return false;
    throw error;
  }
}

/** A running one takes keystrokes at once; a frozen one when it has been thawed. */
async function claim(
  tx: Transaction,
  id: string,
  by: { readonly personId: string; readonly requestedAt: Date; readonly now: Date },
): Promise<void> {
  const { personId, requestedAt, now } = by;
  const pooled = await lockEnvironment(tx, id);
  const edge = { from: ['pooled'], to: 'claimed', reason: 'claimed', actor: personId } as const;
  const set = {
    purpose: 'attempt',
    course: 'warm',
    claimedAt: now,
    promptOpen: pooled?.frozen === false,
    frozen: false,
  } as const;
  if (!(await transition(tx, { id, ...edge, set }, now))) throw new Gone();
  await recordWait(tx, id, { requestedAt, now });
}

/** Who makes it asks at its end whose it is. */
async function adopt(
  tx: Transaction,
  id: string,
  by: { readonly requestedAt: Date; readonly now: Date },
): Promise<void> {
  const row = await lockEnvironment(tx, id);
  if (row?.state !== 'provisioning' || row.purpose !== 'pool') throw new Gone();
  await changeEnvironment(tx, id, { purpose: 'attempt' });
  await recordWait(tx, id, { ...by, underWay: true });
}
