import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import { DriverError, type ObservedEnvironment } from '@springboard/environments/driver.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { count } from './counters.ts';
import { transition } from './machine.ts';
import { StoredSpec } from './spec.ts';

/** States in which every node of an environment is on the engine; before, it is being made, and after, taken down. */
export const wholeStates = [
  'pooled',
  'claimed',
  'ready',
  'paused',
  'saving',
  'rewinding',
] as const satisfies readonly EnvironmentState[];

/** Names of the nodes that an environment should have and has not. */
function missingNodes(row: EnvironmentRow, observed: ObservedEnvironment | undefined): string[] {
  const spec = StoredSpec.safeParse(row.spec);
  const wanted = spec.success ? spec.data.topology.nodes.map((node) => node.name) : [];
  const there = observed?.nodes.map((node) => node.name) ?? [];
  return wanted.filter((name) => !there.includes(name));
}

/** Marks environments as lost whose nodes are gone, and tells their person at once. */
export async function findLost(
  ctx: Context,
  rows: readonly EnvironmentRow[],
  observed: readonly ObservedEnvironment[],
): Promise<void> {
  const found = new Map(observed.map((one) => [one.id, one]));
  for (const row of rows) {
    if (missingNodes(row, found.get(row.id)).length === 0) continue;
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
    const edge = { from: wholeStates, to: 'lost', reason: 'instance-gone', actor: system } as const;
    const set = { problem, frozen: false, savePointId: null };
    const taken = await ctx.db.transaction(async (tx) => {
      const edgeOfRow = { id: row.id, ...edge, message: problem.title, set };
      const taken = await transition(tx, edgeOfRow, ctx.clock());
      if (taken) await ctx.enqueue(tx, 'environment.destroy', { environmentId: row.id });
      return taken;
    });
    if (!taken) continue;
    count('lost', 'environment');
    ctx.log.error(
      { environmentId: row.id, state: row.state },
      'An environment is lost: the engine does not have it.',
    );
  }
}
