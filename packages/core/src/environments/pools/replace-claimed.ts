import { changeAttempt, lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import {
  findEnvironment,
  lastStageStart,
  lockEnvironment,
} from '@springboard/db/repositories/environments.ts';
import { system } from '../../audit.ts';
import type { Context } from '../../context.ts';
import { insertPlanned, planEnvironment } from '../create.ts';
import type { Failure } from '../failure.ts';
import { transition } from '../machine.ts';
import { StoredSpec } from '../spec.ts';
import { recordStage } from '../stages.ts';

/**
 * Gives an attempt another environment in place of a claimed one that came from the pool and turned out bad before the lab was set up in
 * it: a new request at the head of the queue, which is then made anew rather than taken from a pool that has just proved bad. False
 * when it is no such environment.
 */
export async function replaceClaimed(ctx: Context, id: string, failure: Failure): Promise<boolean> {
  const bad = await findEnvironment(ctx.db, id);
  if (bad?.state !== 'claimed' || bad.course !== 'warm') return false;
  const { topology, images } = StoredSpec.parse(bad.spec);
  const plan = await planEnvironment(ctx, topology, images);
  const { stage, problem, log } = failure;
  const now = ctx.clock();
  return ctx.db.transaction(async (tx) => {
    const attempt = await lockAttemptOfEnvironment(tx, id);
    const row = await lockEnvironment(tx, id);
    if (attempt?.state !== 'active' || row?.state !== 'claimed') return false;
    const requestedAt = (await lastStageStart(tx, id, 'queue')) ?? row.claimedAt ?? now;
    const message = problem.title;
    await recordStage(tx, id, { stage, status: 'failed', message, log }, now);
    const edge = { from: ['claimed'], to: 'failed', reason: 'probe-failed', actor: system } as const;
    await transition(tx, { id, ...edge, message, set: { problem } }, now);
    await ctx.enqueue(tx, 'environment.destroy', { environmentId: id });
    await insertPlanned(ctx, tx, plan, attempt.personId, { requestedAt, reason: 'probe-failed' });
    await changeAttempt(tx, attempt.id, { environmentId: plan.id });
    return true;
  });
}
