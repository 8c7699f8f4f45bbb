import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import { atATime } from '../at-a-time.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { environmentLock } from './lock.ts';

/** What is to be done with the nodes, by what the row says. One that is about to change is left to that change. */
function wantedOf(row: EnvironmentRow): 'frozen' | 'thawed' | null {
  if (row.state === 'ready' && row.pauseReason === null) return 'thawed';
  if (row.state === 'paused' && row.course !== 'resume') return 'frozen';
  // The row says it before the nodes are frozen: whoever did it may have died in between.
  if (row.state === 'pooled') return row.frozen ? 'frozen' : 'thawed';
  return null;
}

function differs(row: EnvironmentRow, observed: ObservedEnvironment | undefined): boolean {
  const wanted = wantedOf(row);
  const statuses = observed?.nodes.map((node) => node.status) ?? [];
  const freezing = statuses.includes('freezing');
  if (wanted === 'thawed') return freezing || statuses.includes('frozen');
  // Nodes that stopped (the host was restarted) cannot be frozen; waking starts them.
  return wanted === 'frozen' && (freezing || statuses.includes('running')) && !statuses.includes('stopped');
}

const atOnce = 4;

/** Thaws what stands still although its row says that it runs, and freezes what runs although it is paused or frozen in the pool. */
export async function alignFrozen(
  ctx: Context,
  rows: readonly EnvironmentRow[],
  observed: readonly ObservedEnvironment[],
): Promise<void> {
  const found = new Map(observed.map((one) => [one.id, one]));
  const next = rows.filter((row) => differs(row, found.get(row.id)));
  // Side by side, so that one whose nodes take their time does not keep the others.
  await atATime(atOnce, next, ({ id }) => align(ctx, id));
}

async function align(ctx: Context, id: string): Promise<void> {
  try {
    await withLock(ctx.db, environmentLock(id), async (lost) => {
      // Both anew: the list may be older than a change that has ended since.
      const row = await findEnvironment(ctx.db, id);
      if (!row || !differs(row, await ctx.driver.inspect(id))) return;
      const wanted = wantedOf(row);
      if (wanted === 'frozen') await ctx.driver.freeze(id, lost);
      else await ctx.driver.thaw(id, lost);
      count('aligned', wanted ?? 'thawed');
      ctx.log.warn(
        { environmentId: id, state: row.state, wanted },
        'Nodes were brought to what their row says.',
      );
    });
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    count('failures', 'align');
    ctx.log.warn(
      { err: error, environmentId: id },
      'Nodes could not be frozen or thawed; it is tried again.',
    );
  }
}
