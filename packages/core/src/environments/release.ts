import type { Transaction } from '@springboard/db/client.ts';
import type { Context } from '../context.ts';
import type { EnvironmentProblem } from './failure.ts';
import { type EdgeReason, transition } from './machine.ts';

/** Gives an environment up, whatever it is doing: `destroying`, and the job that takes it off the engine. */
export async function releaseEnvironment(
  ctx: Context,
  tx: Transaction,
  id: string,
  why: { readonly reason: EdgeReason; readonly actor: string; readonly problem?: EnvironmentProblem },
): Promise<boolean> {
  const from = ['queued', 'provisioning', 'ready', 'failed', 'lost'] as const;
  const { reason, actor, problem } = why;
  const set = problem ? { problem } : {};
  const row = await transition(tx, { id, from, to: 'destroying', reason, actor, set }, ctx.clock());
  if (row) await ctx.enqueue(tx, 'environment.destroy', { environmentId: id });
  return row !== null;
}
