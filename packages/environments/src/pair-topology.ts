import type { Topology } from './topology.ts';

/** Two small nodes for tests of drivers: `host1` with a terminal, and the hidden `grader`. */
export const pairTopology: Topology = {
  name: 'pair',
  title: 'Two hosts',
  summary: 'For tests of drivers',
  network: { cidr: '10.77.0.0/24' },
  networks: [],
  nodes: [
    {
      name: 'host1',
      title: 'Host 1',
      image: 'linux-single',
      role: 'learner',
      terminal: true,
      address: '10.77.0.11',
      cpu: 1,
      memory: '512MiB',
      disk: '4GiB',
      processes: 500,
      links: [],
      grants: [],
    },
    {
      name: 'grader',
      title: 'Grader',
      image: 'linux-single',
      role: 'hidden',
      terminal: false,
      address: '10.77.0.250',
      cpu: 1,
      memory: '512MiB',
      disk: '4GiB',
      processes: 500,
      links: [],
      grants: [],
    },
  ],
  grader: 'grader',
  readiness: [],
  requires: [],
  size: { memory: '64MiB', disk: '64MiB', cpu: 0.02 },
};
