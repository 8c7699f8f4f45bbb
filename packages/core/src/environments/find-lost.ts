import type { Queryable } from '@springboard/db/client.ts';
import { type EnvironmentRow, listEnvironments } from '@springboard/db/repositories/environments.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { transition } from './machine.ts';
import { StoredSpec } from './spec.ts';

export async function readyRows(db: Queryable): Promise<EnvironmentRow[]> {
  return listEnvironments(db, ['ready']);
}

/** Names of the nodes that an environment should have and has not. */
function missingNodes(row: EnvironmentRow, observed: ObservedEnvironment | undefined): string[] {
  const spec = StoredSpec.safeParse(row.spec);
  const wanted = spec.success ? spec.data.topology.nodes.map((node) => node.name) : [];
  const there = observed?.nodes.map((node) => node.name) ?? [];
  return wanted.filter((name) => !there.includes(name));
}

/** Marks ready environments as lost whose nodes are gone, and tells their person at once. */
export async function findLost(
  ctx: Context,
  ready: readonly EnvironmentRow[],
  observed: readonly ObservedEnvironment[],
): Promise<void> {
  for (const row of ready) {
    if (
      missingNodes(
        row,
        observed.find((one) => one.id === row.id),
      ).length === 0
    )
      continue;
    try {
      // Asked once more by itself: a list may have been made while the engine was starting.
      if (missingNodes(row, await ctx.driver.inspect(row.id)).length === 0) continue;
    } catch (error) {
      if (error instanceof DriverError) continue;
      throw error;
    }
    const problem = {
      title: 'This environment is gone',
      detail:
        'The engine does not have it any more; what was on its disks is lost. Everything you have passed is kept.',
      remedy: 'Try again gives you a fresh environment, and you go on with the task you were at.',
    };
    const edge = { from: ['ready'], to: 'lost', reason: 'instance-gone', actor: system } as const;
    const now = ctx.clock();
    const taken = await ctx.db.transaction(async (tx) => {
      const taken = await transition(
        tx,
        { id: row.id, ...edge, message: problem.title, set: { problem } },
        now,
      );
      if (taken) await ctx.enqueue(tx, 'environment.destroy', { environmentId: row.id });
      return taken;
    });
    if (taken)
      ctx.log.error({ environmentId: row.id }, 'An environment is lost: the engine does not have it.');
  }
}
