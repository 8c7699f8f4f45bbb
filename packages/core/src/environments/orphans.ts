import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { statesOf } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { environmentLock } from './lock.ts';
import { orAbort } from './or-abort.ts';

/** States in which nothing of an environment belongs on the engine; `destroying` has a job that sees to it. */
const ended: readonly (EnvironmentState | undefined)[] = [undefined, 'destroyed', 'failed', 'lost'];

/**
 * Removes what the engine has of environments that ended or were never known: nodes, or only networks of them. `observed` is older than
 * the rows read here.
 */
export async function removeOrphans(
  ctx: Context,
  observed: readonly ObservedEnvironment[],
  signal: AbortSignal,
): Promise<void> {
  const ids = observed.map((one) => one.id);
  const states = await statesOf(ctx.db, ids);
  for (const id of ids) {
    if (!ended.includes(states.get(id))) continue;
    // The rest is for the next pass.
    if (signal.aborted) return;
    try {
      const removed = await withLock(ctx.db, environmentLock(id), (lost) =>
        orAbort(ctx.driver.destroy(id, lost), lost),
      );
      if (!removed.acquired) continue;
      count('orphans', 'environment');
      ctx.log.warn(
        { environmentId: id, state: states.get(id) ?? 'unknown' },
        'An orphan was removed from the engine.',
      );
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      count('failures', 'orphan');
      ctx.log.warn({ err: error, environmentId: id }, 'An orphan could not be removed; it is tried again.');
    }
  }
}
