import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { EnvironmentChange } from '@springboard/contracts/jobs.ts';
import {
  type EnvironmentRow,
  lastStateChange,
  listEnvironments,
} from '@springboard/db/repositories/environments.ts';
import { isFree } from '@springboard/db/repositories/locks.ts';
import {
  listOverdueAttempts,
  listUnremoved,
  listWithPendingSave,
} from '@springboard/db/repositories/schedule.ts';
import type { Context } from '../context.ts';
import { wakeForgottenWatches } from '../grading/watch.ts';
import { wakeForgottenTests } from '../lab-tests/wake.ts';
import { changeOf } from './changes/change.ts';
import { count } from './counters.ts';
import { environmentLock } from './lock.ts';

/** Work that was given out less than this ago may still be on its way, in milliseconds. */
const graceMs = 3_000;
/** Work that nobody does is given out again this often, in milliseconds. */
const againMs = 20_000;
/** States that somebody is to bring to another one. */
const statesWithWork: readonly EnvironmentState[] = [
  'provisioning',
  'claimed',
  'saving',
  'rewinding',
  'destroying',
];
/** Wishes of rows that stay in their state, as the last look found them: nothing else tells how old they are. */
const seenWishes = new WeakMap<Context['driver'], ReadonlySet<string>>();

/**
 * Gives work out again that nobody does: its worker was killed, or its job was lost. The lock tells whether somebody is
 * at it. The job id is another than usual, since the queue may still think that the dead worker has the usual one.
 */
export async function wakeForgotten(ctx: Context): Promise<void> {
  const now = ctx.clock().getTime();
  for (const row of await listEnvironments(ctx.db, statesWithWork)) {
    const since = (await lastStateChange(ctx.db, row.id)) ?? row.createdAt;
    if (now - since.getTime() >= graceMs) await giveOut(ctx, row, changeOf(row, false));
  }
  for (const row of await listUnremoved(ctx.db, new Date(now - graceMs))) await giveOut(ctx, row, null);
  await wakeWishes(ctx);
  await wakeForgottenTests(ctx, again);
  await wakeForgottenWatches(ctx, new Date(now - graceMs), again);
  if ((await listEnvironments(ctx.db, ['queued'])).length > 0)
    await ctx.enqueue(ctx.db, 'environment.admit', {});
  for (const attemptId of await listOverdueAttempts(ctx.db, new Date(now - graceMs))) {
    const jobId = again(ctx, attemptId);
    await ctx.enqueue(ctx.db, 'attempt.grade', { attemptId, trigger: 'backoff' }, { jobId });
  }
}

/** What ready and paused environments are to become, once the second look finds the same wish. */
async function wakeWishes(ctx: Context): Promise<void> {
  const toSave = new Set(await listWithPendingSave(ctx.db));
  const before = seenWishes.get(ctx.driver);
  const seen = new Set<string>();
  for (const row of await listEnvironments(ctx.db, ['ready', 'paused'])) {
    const change = changeOf(row, toSave.has(row.id));
    if (change === null) continue;
    const wish = `${row.id} ${change}`;
    seen.add(wish);
    if (before?.has(wish)) await giveOut(ctx, row, change);
  }
  seenWishes.set(ctx.driver, seen);
}

async function giveOut(ctx: Context, row: EnvironmentRow, change: EnvironmentChange | null): Promise<void> {
  const environmentId = row.id;
  if (!(await isFree(ctx.db, environmentLock(environmentId)))) return;
  const jobId = again(ctx, environmentId);
  if (change) await ctx.enqueue(ctx.db, 'environment.change', { environmentId, change }, { jobId });
  else {
    const made = row.state === 'provisioning' || row.state === 'claimed';
    const job = made ? 'environment.provision' : 'environment.destroy';
    await ctx.enqueue(ctx.db, job, { environmentId }, { jobId });
  }
  count('forgotten', row.state);
  ctx.log.info(
    { environmentId, state: row.state, change },
    'Nobody was at work on an environment; it was given out again.',
  );
}

function again(ctx: Context, id: string): string {
  return `${id}.again.${Math.floor(ctx.clock().getTime() / againMs)}`;
}
