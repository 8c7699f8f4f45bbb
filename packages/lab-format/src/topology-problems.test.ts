import { join } from 'node:path';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { expect, test } from 'vitest';
import { loadLab } from './load-lab.ts';
import { loadLabs } from './load-labs.ts';
import { formatProblem } from './problems.ts';
import { goodLab, writeLab } from './testing/lab-folder.ts';
import { findTopologyProblems } from './topology-problems.ts';

const root = join(import.meta.dirname, '../../..');
const node = (name: string, terminal: boolean) => ({
  name,
  terminal,
  title: name,
  image: 'x',
  role: terminal ? ('learner' as const) : ('hidden' as const),
  address: '10.77.0.11',
  cpu: 1,
  memory: '1GiB',
  disk: '1GiB',
  processes: 100,
  links: [],
  grants: [],
});
const topology = { name: 'pair', nodes: [node('host1', true), node('grader', false)] };

test('nodes that the topology does not have, and terminals that a node does not have', async () => {
  await using folder = await writeLab({
    'intro.md': '```bash run=grader\nls\n```\n',
    'tasks/1-first/task.md': (goodLab['tasks/1-first/task.md'] ?? '').replace(
      'points: 10',
      'points: 10\non: host2',
    ),
  });
  const { lab } = await loadLab(folder.lab);
  if (!lab) throw new Error('the lab did not load');
  expect(findTopologyProblems(lab.definition, topology).map(formatProblem)).toEqual([
    'demo/lab/intro.md:1:1 error: run=grader: pair has no terminal there, only on host1',
    'demo/lab/tasks/1-first/task.md:1:1 error: on: pair has no node "host2"; it has host1, grader',
  ]);
  expect(findTopologyProblems(lab.definition, undefined).map(formatProblem)).toEqual([
    'demo/lab/lab.yaml:1:1 error: environment: there is no topology "linux-single"',
  ]);
});

test('the labs of this repository fit their topologies', async () => {
  const topologies = await loadTopologies(root);
  const { labs } = await loadLabs(join(root, 'labs'));
  expect(labs.length).toBeGreaterThan(0);
  for (const { definition } of labs)
    expect(findTopologyProblems(definition, topologies.get(definition.environment))).toEqual([]);
});
