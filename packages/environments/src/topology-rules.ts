import { linkProblems } from './link-rules.ts';
import { subnetOf, toNumber } from './subnet-arithmetic.ts';
import type { Topology } from './topology.ts';

/** A broken rule: where in the document, and what is wrong with it. */
export interface TopologyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the schema of one field cannot see: how fields go together. */
export function topologyProblems(topology: Topology): TopologyProblem[] {
  return [
    ...addressProblems(topology),
    ...nameProblems(topology),
    ...referenceProblems(topology),
    ...linkProblems(topology),
    ...webUiProblems(topology),
  ];
}

function addressProblems({ network, nodes }: Topology): TopologyProblem[] {
  const { first, size, prefix, address } = subnetOf(network.cidr);
  if (first !== address || prefix > 30) {
    return [
      {
        path: ['network', 'cidr'],
        message: `${network.cidr} is not a network: it needs host bits of zero and a prefix of 30 or less`,
      },
    ];
  }
  const problems: TopologyProblem[] = [];
  const seen = new Map<string, string>();
  nodes.forEach((node, index) => {
    const path = ['nodes', index, 'address'];
    const offset = toNumber(node.address) - first;
    if (offset <= 0 || offset >= size - 1) {
      problems.push({ path, message: `${node.address} is not a host address of ${network.cidr}` });
    }
    const other = seen.get(node.address);
    if (other !== undefined)
      problems.push({ path, message: `${node.address} is already the address of ${other}` });
    seen.set(node.address, node.name);
  });
  return problems;
}

function nameProblems({ nodes }: Topology): TopologyProblem[] {
  const problems: TopologyProblem[] = [];
  const names = new Set<string>();
  nodes.forEach((node, index) => {
    if (names.has(node.name)) {
      problems.push({ path: ['nodes', index, 'name'], message: `there are two nodes named ${node.name}` });
    }
    names.add(node.name);
    if (node.role === 'hidden' && node.terminal) {
      problems.push({
        path: ['nodes', index, 'role'],
        message: `${node.name} is hidden, so it needs "terminal: false"`,
      });
    }
  });
  return problems;
}

function referenceProblems({ nodes, grader, readiness }: Topology): TopologyProblem[] {
  const names = nodes.map((node) => node.name);
  return [
    ...(names.includes(grader) ? [] : [{ path: ['grader'], message: noNode(grader, nodes) }]),
    ...readiness.flatMap((probe, index) =>
      names.includes(probe.on)
        ? []
        : [{ path: ['readiness', index, 'on'], message: noNode(probe.on, nodes) }],
    ),
  ];
}

function webUiProblems({ nodes, webUis }: Topology): TopologyProblem[] {
  const names = new Set<string>();
  return webUis.flatMap(({ name, node }, index) => {
    const at = (field: string, message: string) => ({ path: ['webUis', index, field], message });
    const known = nodes.find((one) => one.name === node);
    const problems = [
      ...(names.has(name) ? [at('name', `there are two web UIs named ${name}`)] : []),
      ...(known ? [] : [at('node', noNode(node, nodes))]),
      ...(known?.role === 'hidden'
        ? [at('node', `${node} is hidden, so nobody may reach a page on it`)]
        : []),
    ];
    names.add(name);
    return problems;
  });
}

function noNode(name: string, nodes: Topology['nodes']): string {
  return `no node is named ${name}; there are ${nodes.map((node) => node.name).join(', ')}`;
}
