import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { Transaction } from '@springboard/db/client.ts';
import type { Context } from '../context.ts';
import type { EnvironmentProblem } from './failure.ts';
import { type EdgeReason, livingStates, transition } from './machine.ts';

/** Gives an environment up, whatever it is doing: `destroying`, and the job that takes it off the engine. */
export async function releaseEnvironment(
  ctx: Context,
  tx: Transaction,
  id: string,
  why: {
    readonly reason: EdgeReason;
    readonly actor: string;
    readonly problem?: EnvironmentProblem;
    /** Only from these; from any state when absent. */
    readonly from?: readonly EnvironmentState[];
  },
): Promise<boolean> {
  const { reason, actor, problem, from = [...livingStates, 'failed', 'lost'] } = why;
  const set = problem ? { problem } : {};
  const row = await transition(tx, { id, from, to: 'destroying', reason, actor, set }, ctx.clock());
  if (row) await ctx.enqueue(tx, 'environment.destroy', { environmentId: id });
  return row !== null;
}
