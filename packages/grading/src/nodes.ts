import type { Topology } from '@springboard/environments/topology.ts';
import type { CheckDefinition, Script } from '@springboard/lab-format/model/scripts.ts';

type Nodes = Pick<Topology, 'nodes' | 'grader'>;

/** Where a check runs: on the node it names, else on the topology's grader. */
export function nodeOfCheck(check: Pick<CheckDefinition, 'on'>, topology: Nodes): string {
  return check.on ?? topology.grader;
}

/** Where setup, arrange, solve and wrong scripts run: on the node they name, else on the first node of the learner's. */
export function nodeOfScript(script: Pick<Script, 'on'>, topology: Nodes): string {
  const first = topology.nodes.find((node) => node.role === 'learner') ?? topology.nodes[0];
  if (script.on !== null) return script.on;
  if (!first) throw new Error('the topology has no node');
  return first.name;
}
