import type { Topology } from '@springboard/environments/topology.ts';
import type { CheckDefinition, Script } from '@springboard/lab-format/model/scripts.ts';
import { type Params, renderParams } from '@springboard/lab-format/params.ts';

type Nodes = Pick<Topology, 'nodes' | 'grader'>;

/** Where a check runs: on the node it names, else on the topology's grader. */
export function nodeOfCheck(check: Pick<CheckDefinition, 'on'>, topology: Nodes, params: Params): string {
  return check.on === null ? topology.grader : renderParams(check.on, params);
}

/** Where setup, arrange, solve and wrong scripts run: on the node they name, else on the first node of the learner's. */
export function nodeOfScript(script: Pick<Script, 'on'>, topology: Nodes, params: Params): string {
  const first = topology.nodes.find((node) => node.role === 'learner') ?? topology.nodes[0];
  if (script.on !== null) return renderParams(script.on, params);
  if (!first) throw new Error('the topology has no node');
  return first.name;
}
