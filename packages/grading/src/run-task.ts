import type { Topology } from '@springboard/environments/topology.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { nodeOfCheck } from './nodes.ts';
import type { CheckResult } from './result.ts';
import { type RunCheckOptions, runCheck } from './run-check.ts';

export interface RunTaskOptions extends Omit<RunCheckOptions, 'node' | 'hidden' | 'check' | 'onWaiting'> {
  readonly topology: Pick<Topology, 'nodes' | 'grader'>;
  readonly task: Pick<TaskDefinition, 'checks'>;
  /** Run only these; all when absent. */
  readonly checkIds?: readonly string[];
  readonly onWaiting?: (checkId: string, text: string) => void;
  /** Called with each verdict as it comes: a slow check does not keep another's back. */
  readonly onResult?: (checkId: string, result: CheckResult) => void | Promise<void>;
}

/** Runs a task's checks side by side. Resolves with all verdicts by check id; rejects as `runCheck` does. */
export async function runTask(options: RunTaskOptions): Promise<Map<string, CheckResult>> {
  const { topology, task, checkIds, onWaiting, onResult, ...common } = options;
  const checks = task.checks.filter((check) => checkIds?.includes(check.id) ?? true);
  const results = await Promise.all(
    checks.map(async (check): Promise<[string, CheckResult]> => {
      const node = nodeOfCheck(check, topology, common.params);
      const result = await runCheck({
        ...common,
        node,
        hidden: topology.nodes.some(({ name, role }) => name === node && role === 'hidden'),
        check,
        ...(onWaiting && { onWaiting: (text: string) => onWaiting(check.id, text) }),
      });
      await onResult?.(check.id, result);
      return [check.id, result];
    }),
  );
  return new Map(results);
}
