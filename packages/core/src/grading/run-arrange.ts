import type { Topology } from '@springboard/environments/topology.ts';
import { nodeOfScript } from '@springboard/grading/nodes.ts';
import { runScript, type ScriptResult } from '@springboard/grading/run-script.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import type { Context } from '../context.ts';

/** Making a fault takes seconds by contract; the rest is a host under load. */
const arrangeTimeoutMs = 60_000;

/** Runs a task's `arrange` once. Throws `DriverError`, or the reason of `signal`. */
export async function runArrange(
  ctx: Context,
  work: {
    readonly environmentId: string;
    readonly topology: Topology;
    readonly taskId: string;
    readonly arrange: Script;
    readonly attempt: { readonly params: Params; readonly seed: string };
    readonly signal: AbortSignal;
  },
): Promise<ScriptResult> {
  const { environmentId, topology, taskId, arrange, attempt, signal } = work;
  const result = await runScript({
    driver: ctx.driver,
    environmentId,
    node: nodeOfScript(arrange, topology, attempt.params),
    script: arrange,
    name: `tasks/${taskId}/arrange.${arrange.interpreter === 'bash' ? 'sh' : 'py'}`,
    params: attempt.params,
    seed: attempt.seed,
    timeoutMs: arrangeTimeoutMs,
    signal,
  });
  signal.throwIfAborted();
  return result;
}
