import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { environmentLock } from './lock.ts';
import { specOf } from './spec.ts';

/** Starting takes seconds; an engine that takes longer is asked again at the next look, in milliseconds. */
const startWithinMs = 60_000;
/** After the host was restarted all have stopped; so many are started at a time, and the host keeps room for others. */
const atOnce = 4;
/** Environments that were seen stopped at the last look: a reboot from inside looks like that for a moment. */
const seenStopped = new WeakMap<Context['driver'], ReadonlySet<string>>();

/**
 * Starts the nodes of environments again that have stopped: their host was restarted, or somebody powered them
 * off from inside. What is on their disks is still there, so nothing is lost but what ran.
 */
export async function reviveStopped(
  ctx: Context,
  rows: readonly EnvironmentRow[],
  observed: readonly ObservedEnvironment[],
): Promise<void> {
  const found = new Map(observed.map((one) => [one.id, one]));
  const stopped = rows.filter(
    (row) => runs(row) && found.get(row.id)?.nodes.some((node) => node.status === 'stopped'),
  );
  const before = seenStopped.get(ctx.driver) ?? new Set();
  seenStopped.set(ctx.driver, new Set(stopped.map((row) => row.id)));
  const twice = stopped.filter((row) => before.has(row.id)).values();
  const reviveNext = async () => {
    for (const row of twice) await revive(ctx, row);
  };
  await Promise.all(Array.from({ length: atOnce }, reviveNext));
}

/** Whether all nodes are to run, with nobody at work on them. What is paused is started when it is woken. */
function runs(row: EnvironmentRow | undefined): boolean {
  return row?.state === 'ready' || (row?.state === 'pooled' && !row.frozen);
}

async function revive(ctx: Context, row: EnvironmentRow): Promise<void> {
  try {
    await withLock(ctx.db, environmentLock(row.id), async (lost) => {
      if (!runs(await findEnvironment(ctx.db, row.id))) return;
      const signal = AbortSignal.any([lost, AbortSignal.timeout(startWithinMs)]);
      await ctx.driver.apply(specOf(row), () => {}, signal);
      count('revived', 'environment');
      ctx.log.warn(
        { environmentId: row.id },
        'Nodes of an environment had stopped; they were started again.',
      );
    });
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    count('failures', 'revive');
    ctx.log.warn(
      { err: error, environmentId: row.id },
      'A stopped node could not be started; it is tried again.',
    );
  }
}
