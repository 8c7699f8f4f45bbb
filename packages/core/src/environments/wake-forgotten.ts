import { lastStateChange, listEnvironments } from '@springboard/db/repositories/environments.ts';
import { isFree } from '@springboard/db/repositories/locks.ts';
import { listOverdueAttempts } from '@springboard/db/repositories/schedule.ts';
import type { Context } from '../context.ts';
import { environmentLock } from './lock.ts';

/** Work that was given out less than this ago may still be on its way, in milliseconds. */
const graceMs = 3_000;
/** Work that nobody does is given out again this often, in milliseconds. */
const againMs = 20_000;

/**
 * Gives work out again that nobody does: its worker was killed, or its job was lost. The lock tells whether somebody is
 * at it. The job id is another than usual, since the queue may still think that the dead worker has the usual one.
 */
export async function wakeForgotten(ctx: Context): Promise<void> {
  const now = ctx.clock().getTime();
  const turn = Math.floor(now / againMs);
  for (const row of await listEnvironments(ctx.db, ['queued', 'provisioning', 'destroying'])) {
    const since = (await lastStateChange(ctx.db, row.id)) ?? row.createdAt;
    if (now - since.getTime() < graceMs || !(await isFree(ctx.db, environmentLock(row.id)))) continue;
    const job = row.state === 'destroying' ? 'environment.destroy' : 'environment.provision';
    await ctx.enqueue(ctx.db, job, { environmentId: row.id }, { jobId: `${row.id}.again.${turn}` });
    ctx.log.info(
      { environmentId: row.id, state: row.state },
      'Nobody was at work on an environment; it was given out again.',
    );
  }
  for (const attemptId of await listOverdueAttempts(ctx.db, new Date(now - graceMs))) {
    const jobId = `${attemptId}.again.${turn}`;
    await ctx.enqueue(ctx.db, 'attempt.grade', { attemptId, trigger: 'backoff' }, { jobId });
  }
}
