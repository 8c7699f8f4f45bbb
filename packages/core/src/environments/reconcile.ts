import { listExpired, listUnowned } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { deleteOldTickets } from '@springboard/db/repositories/terminals.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { findLost, readyRows } from './find-lost.ts';
import { removeOrphans } from './orphans.ts';
import { releaseEnvironment } from './release.ts';
import { reviveStopped } from './revive-stopped.ts';
import { wakeForgotten } from './wake-forgotten.ts';

const day = 86_400_000;

/**
 * Compares what is wanted with what the engine has, and sets right what differs: orphans are removed, lost and expired
 * environments end, stopped nodes are started, work that nobody does is given out again. Idempotent; of several processes one does it at a time.
 * While the engine is unreachable nothing is judged by what it does not say.
 */
export async function reconcile(ctx: Context): Promise<void> {
  await withLock(ctx.db, 'reconcile', async () => {
    await endExpired(ctx);
    await endUnowned(ctx);
    await deleteOldTickets(ctx.db, new Date(ctx.clock().getTime() - day));

    // Rows before the engine's list: what became ready in between is in neither and is judged next time.
    const ready = await readyRows(ctx.db);
    let observed: Awaited<ReturnType<Context['driver']['list']>>;
    try {
      observed = await ctx.driver.list();
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      ctx.log.warn({ err: error }, 'The engine does not answer; environments are left as they are.');
      return;
    }
    await findLost(ctx, ready, observed);
    await removeOrphans(ctx, observed);
    await reviveStopped(ctx, ready, observed);
    await wakeForgotten(ctx);
  });
}

async function endExpired(ctx: Context): Promise<void> {
  for (const row of await listExpired(ctx.db, ctx.clock())) {
    const problem = {
      title: 'The time of this environment is over',
      detail:
        'It was taken down. Everything you have passed is kept, and the attempt is still yours to go on with.',
      remedy: 'Reset gives you a fresh environment.',
    };
    await ctx.db.transaction((tx) =>
      releaseEnvironment(ctx, tx, row.id, { reason: 'expired', actor: system, problem }),
    );
    ctx.log.info({ environmentId: row.id }, 'An environment has expired.');
  }
}

async function endUnowned(ctx: Context): Promise<void> {
  for (const row of await listUnowned(ctx.db))
    await ctx.db.transaction((tx) =>
      releaseEnvironment(ctx, tx, row.id, { reason: 'unowned', actor: system }),
    );
}
