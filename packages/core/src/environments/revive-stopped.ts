import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { ObservedEnvironment } from '@springboard/environments/driver.ts';
import { atATime } from '../at-a-time.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { environmentLock } from './lock.ts';
import { specOf } from './spec.ts';

/** After the host was restarted all have stopped; so many are started at a time, and the host keeps room for others. */
const atOnce = 4;
/** No more than so many in one pass, however fast they are. */
const mostInAPass = 12;
/** Environments that were seen stopped at the last look: a reboot from inside looks like that for a moment. */
const seenStopped = new WeakMap<Context['driver'], ReadonlySet<string>>();

/** When each was last tried: those that cannot be started do not keep others from their turn. */
const triedAt = new WeakMap<Context['driver'], Map<string, number>>();

/**
 * Starts the nodes of environments again that have stopped: their host was restarted, or somebody powered them
 * off from inside. What is on their disks is still there, so nothing is lost but what ran. A few at a pass and no longer than `signal` allows;
 * what was begun then is gone on with at the next.
 */
export async function reviveStopped(
  ctx: Context,
  rows: readonly EnvironmentRow[],
  observed: readonly ObservedEnvironment[],
  signal: AbortSignal,
): Promise<void> {
  const found = new Map(observed.map((one) => [one.id, one]));
  const stopped = rows.filter(
    (row) => runs(row) && found.get(row.id)?.nodes.some((node) => node.status === 'stopped'),
  );
  const before = seenStopped.get(ctx.driver) ?? new Set();
  seenStopped.set(ctx.driver, new Set(stopped.map((row) => row.id)));
  const tried = new Map(
    [...(triedAt.get(ctx.driver) ?? [])].filter(([id]) => stopped.some((row) => row.id === id)),
  );
  triedAt.set(ctx.driver, tried);
  const next = stopped
    .filter((row) => before.has(row.id))
    .sort((a, b) => (tried.get(a.id) ?? 0) - (tried.get(b.id) ?? 0))
    .slice(0, mostInAPass);
  await atATime(atOnce, next, async (row) => {
    if (signal.aborted) return;
    tried.set(row.id, performance.now());
    await revive(ctx, row, signal);
  });
}

/** Whether all nodes are to run, with nobody at work on them. What is paused is started when it is woken. */
function runs(row: EnvironmentRow | undefined): boolean {
  return row?.state === 'ready' || (row?.state === 'pooled' && !row.frozen);
}

async function revive(ctx: Context, row: EnvironmentRow, stop: AbortSignal): Promise<void> {
  try {
    await withLock(ctx.db, environmentLock(row.id), async (lost) => {
      if (!runs(await findEnvironment(ctx.db, row.id))) return;
      await ctx.driver.apply(specOf(row), () => {}, AbortSignal.any([lost, stop]));
      count('revived', 'environment');
      ctx.log.warn(
        { environmentId: row.id },
        'Nodes of an environment had stopped; they were started again.',
      );
    });
  } catch (error) {
    if (stop.aborted) {
      ctx.log.info({ environmentId: row.id }, 'Stopped nodes take long to start; it is gone on with.');
      return;
    }
    count('failures', 'revive');
    ctx.log.warn(
      { err: error, environmentId: row.id },
      'A stopped node could not be started; it is tried again.',
    );
  }
}
