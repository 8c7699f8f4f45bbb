import { isHostAddress, overlap, type Subnet, subnetOf } from './subnet-arithmetic.ts';
import type { Topology } from './topology.ts';
import type { TopologyProblem } from './topology-rules.ts';

/** What is wrong with further networks and the links of nodes to them. */
export function linkProblems(topology: Topology): TopologyProblem[] {
  return [...networkProblems(topology), ...referenceProblems(topology), ...addressProblems(topology)];
}

function networkProblems({ networks, nodes }: Topology): TopologyProblem[] {
  return networks.flatMap(({ name }, index) => {
    const path = ['networks', index, 'name'];
    if (networks.findIndex((other) => other.name === name) < index) {
      return [{ path, message: `there are two networks named ${name}` }];
    }
    const linked = nodes.some(({ links }) => links.some(({ network }) => network === name));
    return linked ? [] : [{ path, message: `no node has a link to ${name}` }];
  });
}

function referenceProblems({ networks, nodes }: Topology): TopologyProblem[] {
  const names = networks.map(({ name }) => name);
  return nodes.flatMap((node, nodeIndex) =>
    node.links.flatMap(({ network }, index) => {
      const path = ['nodes', nodeIndex, 'links', index, 'network'];
      if (!names.includes(network)) {
        const there = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`;
        return [{ path, message: `no network is named ${network}; ${there}` }];
      }
      if (node.links.findIndex((other) => other.network === network) < index) {
        return [{ path, message: `${node.name} has two links to ${network}` }];
      }
      return [];
    }),
  );
}

interface Placed {
  readonly node: string;
  /** Network the subnet is on; the lab network has no name. */
  readonly network: string | null;
  readonly subnet: Subnet;
}

/** One subnet a network, no two networks sharing one, and no address twice. */
function addressProblems({ network: lab, nodes }: Topology): TopologyProblem[] {
  const problems: TopologyProblem[] = [];
  const placed: Placed[] = [{ node: '', network: null, subnet: subnetOf(lab.cidr) }];
  nodes.forEach((node, nodeIndex) => {
    node.links.forEach(({ network, address }, index) => {
      if (address === undefined) return;
      const subnet = subnetOf(address);
      const message = addressProblem({ node: node.name, network, subnet }, address, placed);
      if (message === undefined) placed.push({ node: node.name, network, subnet });
      else problems.push({ path: ['nodes', nodeIndex, 'links', index, 'address'], message });
    });
  });
  return problems;
}

function addressProblem(link: Placed, address: string, placed: readonly Placed[]): string | undefined {
  const { network, subnet } = link;
  if (!isHostAddress(subnet)) return `${address} is not the address of a host`;
  for (const other of placed) {
    if (other.network !== network) {
      if (!overlap(subnet, other.subnet)) continue;
      return `the subnet of ${address} overlaps that of ${other.network ?? 'the lab network'}`;
    }
    if (other.subnet.first !== subnet.first || other.subnet.prefix !== subnet.prefix) {
      return `${address} is of another subnet than the address of ${other.node} on ${network}`;
    }
    if (other.subnet.address === subnet.address) return `${address} is already the address of ${other.node}`;
  }
  return undefined;
}
