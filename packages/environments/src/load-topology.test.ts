import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTopologies, loadTopology, parseTopology, TopologyError } from './load-topology.ts';

const valid = `name: pair
title: Two hosts
summary: For tests
network: { cidr: 10.77.0.0/24 }
nodes:
  - name: host1
    title: Host 1
    image: linux-single
    address: 10.77.0.11
    cpu: 1
    memory: 512MiB
    disk: 4GiB
  - name: grader
    title: Grader
    image: linux-single
    role: hidden
    terminal: false
    address: 10.77.0.250
    cpu: 1
    memory: 256MiB
    disk: 4GiB
grader: grader
readiness:
  - { title: Booted, on: host1, run: ['true'], timeout: 20s }
size: { memory: 100MiB, disk: 50MiB }
`;

const part = `title: Watching
summary: For tests
nodes:
  - name: monitor
    title: Monitor
    image: linux-single
    address: 10.77.0.40
    cpu: 1
    memory: 256MiB
    disk: 4GiB
readiness:
  - { title: Watching, on: monitor, run: ['true'], timeout: 20s }
webUis:
  - { name: prometheus, title: Prometheus, node: monitor, port: 9090 }
size: { memory: 50MiB, disk: 10MiB, cpu: 0.01 }
`;

function problemsOf(text: string): readonly string[] {
  try {
    parseTopology(text, 'environment.yaml', 'pair');
  } catch (error) {
    if (error instanceof TopologyError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseTopology', () => {
  it('reads a topology and fills in defaults', () => {
    const topology = parseTopology(valid, 'environment.yaml', 'pair');
    expect(topology.nodes[0]).toMatchObject({
      name: 'host1',
      role: 'learner',
      terminal: true,
      processes: 2000,
    });
    expect(topology.requires).toEqual([]);
  });

  it.each([
    ['a syntax error', ['title: Two hosts', 'title: [Two'], [/^environment\.yaml:\d+:\d+: /]],
    [
      'a field of the wrong form',
      ['512MiB', 'half'],
      [/^environment\.yaml:11:13: nodes\.0\.memory: a size such as/],
    ],
    [
      'an unknown field',
      ['cpu: 1\n    memory: 256MiB', 'cpus: 1\n    cpu: 1\n    memory: 256MiB'],
      [/^environment\.yaml:13:5: nodes\.1: .*cpus/],
    ],
    [
      'a missing field',
      ['    disk: 4GiB\n  - name', '  - name'],
      [/^environment\.yaml:6:5: nodes\.0\.disk: /],
    ],
    [
      'an address outside the network',
      ['10.77.0.11', '10.78.0.11'],
      [/^environment\.yaml:9:14: nodes\.0\.address: 10\.78\.0\.11 is not a host address of 10\.77\.0\.0\/24/],
    ],
    [
      'the network address itself',
      ['10.77.0.11', '10.77.0.0'],
      [/nodes\.0\.address: 10\.77\.0\.0 is not a host address/],
    ],
    ['the broadcast address', ['10.77.0.11', '10.77.0.255'], [/nodes\.0\.address: 10\.77\.0\.255 is not/]],
    [
      'an address used twice',
      ['10.77.0.250', '10.77.0.11'],
      [/nodes\.1\.address: 10\.77\.0\.11 is already the address of host1/],
    ],
    [
      'a network with host bits',
      ['10.77.0.0/24', '10.77.0.1/24'],
      [/^environment\.yaml:4:18: network\.cidr: /],
    ],
    [
      'two nodes of one name',
      ['name: grader\n    title', 'name: host1\n    title'],
      [/nodes\.1\.name: there are two/, /^environment\.yaml:22:9: grader: no node is named grader/],
    ],
    [
      'an unknown grader',
      ['\ngrader: grader', '\ngrader: nobody'],
      [/^environment\.yaml:22:9: grader: no node is named nobody; there are host1, grader/],
    ],
    [
      'an unknown node in a probe',
      ['on: host1', 'on: host9'],
      [/^environment\.yaml:24:26: readiness\.0\.on: no node is named host9/],
    ],
    [
      'a hidden node with a terminal',
      ['terminal: false', 'terminal: true'],
      [/nodes\.1\.role: grader is hidden/],
    ],
    [
      'a name that is not the folder',
      ['name: pair', 'name: trio'],
      [/^environment\.yaml:1:7: name: it has to be the folder's name, pair/],
    ],
  ] as [string, [string, string], RegExp[]][])('points at %s', (_title, [from, to], expected) => {
    expect(valid).toContain(from);
    const problems = problemsOf(valid.replace(from, to));
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
  });
});

describe('web UIs of a topology', () => {
  const withUi = (...fields: string[]) =>
    `${valid}webUis:\n${fields.map((field) => `  - { title: Dashboard, ${field} }\n`).join('')}`;

  it('are read with their defaults, and are none where none is named', () => {
    expect(parseTopology(valid, 'environment.yaml').webUis).toEqual([]);
    const text = withUi(
      'name: plain, node: host1, port: 80',
      'name: safe, node: host1, port: 8443, path: /ui/, scheme: https, credentials: { user: admin, password: admin }',
    );
    expect(parseTopology(text, 'environment.yaml').webUis).toEqual([
      {
        name: 'plain',
        title: 'Dashboard',
        node: 'host1',
        port: 80,
        path: '/',
        scheme: 'http',
        ownWindow: false,
      },
      {
        name: 'safe',
        title: 'Dashboard',
        node: 'host1',
        port: 8443,
        path: '/ui/',
        scheme: 'https',
        credentials: { user: 'admin', password: 'admin' },
        ownWindow: false,
      },
    ]);
  });

  it.each([
    [
      'a node that is not there',
      ['name: a, node: host9, port: 80'],
      /:27:\d+: webUis\.0\.node: no node is named host9/,
    ],
    ['a hidden node', ['name: a, node: grader, port: 80'], /webUis\.0\.node: grader is hidden/],
    [
      'a name used twice',
      ['name: a, node: host1, port: 80', 'name: a, node: host1, port: 81'],
      /:28:\d+: webUis\.1\.name: there are two/,
    ],
    ['no port', ['name: a, node: host1, port: 0'], /webUis\.0\.port: /],
    ['a path that is none', ['name: a, node: host1, port: 80, path: ui'], /webUis\.0\.path: a path such as/],
    ['another scheme', ['name: a, node: host1, port: 80, scheme: ssh'], /webUis\.0\.scheme: /],
  ] as const)('refuse %s', (_title, fields, expected) => {
    const problems = problemsOf(withUi(...fields));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });
});

const linked = valid
  .replace('nodes:', 'networks:\n  - { name: cable, title: Cable }\n  - { name: stub, title: Stub }\nnodes:')
  .replace(
    '    disk: 4GiB\n  - name',
    `    disk: 4GiB
    links:
      - { network: cable, address: 10.0.12.1/30 }
      - { network: stub }
    grants: [forwarding, tun]
  - name`,
  )
  .replace(
    '    disk: 4GiB\ngrader',
    '    disk: 4GiB\n    links: [{ network: cable, address: 10.0.12.2/30 }]\ngrader',
  );

describe('links to further networks', () => {
  it('are read', () => {
    const topology = parseTopology(linked, 'environment.yaml', 'pair');
    expect(topology.nodes.map(({ links }) => links)).toEqual([
      [{ network: 'cable', address: '10.0.12.1/30' }, { network: 'stub' }],
      [{ network: 'cable', address: '10.0.12.2/30' }],
    ]);
    expect(topology.nodes[0]?.grants).toEqual(['forwarding', 'tun']);
  });

  it.each([
    [
      'an unknown network',
      ['network: stub }', 'network: stab }'],
      [/networks\.1\.name: no node has a link to stub/, /stab; there are cable, stub/],
    ],
    [
      'a network that nobody uses',
      ['      - { network: stub }\n', ''],
      [/^environment\.yaml:7:13: networks\.1\.name: no node has a link to stub/],
    ],
    [
      'two networks of one name',
      ['name: stub, title', 'name: cable, title'],
      [
        /networks\.1\.name: there are two networks named cable/,
        /links\.1\.network: no network is named stub; there are cable, cable/,
      ],
    ],
    [
      'two links to one network',
      ['      - { network: stub }', '      - { network: stub }\n      - { network: stub }'],
      [/^environment\.yaml:19:20: nodes\.0\.links\.2\.network: host1 has two links to stub/],
    ],
    [
      'another subnet on the same network',
      ['10.0.12.2/30', '10.0.13.2/30'],
      [
        /nodes\.1\.links\.0\.address: 10\.0\.13\.2\/30 is of another subnet than the address of host1 on cable/,
      ],
    ],
    [
      'another prefix on the same network',
      ['10.0.12.2/30', '10.0.12.2/29'],
      [/is of another subnet than the address of host1/],
    ],
    [
      'an address used twice',
      ['10.0.12.2/30', '10.0.12.1/30'],
      [/10\.0\.12\.1\/30 is already the address of host1/],
    ],
    [
      'a network address',
      ['10.0.12.2/30', '10.0.12.0/30'],
      [/10\.0\.12\.0\/30 is not the address of a host/],
    ],
    [
      'a subnet of the lab network',
      ['network: stub }', 'network: stub, address: 10.77.0.129/25 }'],
      [/overlaps that of the lab network/],
    ],
    [
      'a subnet of another network',
      ['network: stub }', 'network: stub, address: 10.0.12.3/24 }'],
      [/overlaps that of cable/],
    ],
    [
      'a grant that does not exist',
      ['forwarding, tun', 'forwarding, tan'],
      [/^environment\.yaml:19:26: nodes\.0\.grants\.1: /],
    ],
  ] as [string, [string, string], RegExp[]][])('point at %s', (_title, [from, to], expected) => {
    expect(linked).toContain(from);
    const problems = problemsOf(linked.replace(from, to));
    expect(problems).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(problems[index]).toMatch(pattern);
  });

  it('are at most four', () => {
    const five = Array.from({ length: 5 }, () => '{ network: cable }').join(', ');
    const text = linked.replace('links: [{ network: cable, address: 10.0.12.2/30 }]', `links: [${five}]`);
    expect(problemsOf(text)).toEqual([expect.stringContaining('at most four links')]);
  });
});

describe('loading from disk', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'topologies-'));
    await mkdir(join(root, 'infra/environments/pair'), { recursive: true });
    await writeFile(join(root, 'infra/environments/pair/environment.yaml'), valid);
  });
  afterAll(() => rm(root, { recursive: true }));

  it('loads every folder by name', async () => {
    const topologies = await loadTopologies(root);
    expect([...topologies.keys()]).toEqual(['pair']);
  });

  it('names the file that is not there', async () => {
    await expect(loadTopology(join(root, 'nothing'))).rejects.toThrow(
      /nothing\/environment\.yaml: cannot be read/,
    );
  });

  it('adds the nodes, probes and pages of the parts that are included', async () => {
    await mkdir(join(root, 'infra/parts'));
    await writeFile(join(root, 'infra/parts/watch.yaml'), part);
    await writeFile(join(root, 'infra/parts/broken.yaml'), 'title: [');
    const file = join(root, 'infra/environments/pair/environment.yaml');
    await writeFile(file, `include: [watch]\n${valid}`);
    const topology = await loadTopology(join(root, 'infra/environments/pair'));
    expect(topology.nodes.map(({ name }) => name)).toEqual(['host1', 'grader', 'monitor']);
    expect(topology.readiness.map(({ on }) => on)).toEqual(['host1', 'monitor']);
    expect(topology.webUis).toMatchObject([{ name: 'prometheus', node: 'monitor', path: '/' }]);
    expect(topology.size).toEqual({ memory: '150MiB', disk: '60MiB', cpu: 0.03 });
    expect(topology).not.toHaveProperty('include');

    await writeFile(file, `include: [watch, nobody, broken]\n${valid}`);
    await expect(loadTopology(join(root, 'infra/environments/pair'))).rejects.toMatchObject({
      problems: [
        expect.stringMatching(
          /environment\.yaml:1:18: include\.1: there is no part "nobody"; there are broken, watch/,
        ),
        expect.stringMatching(/include\.2: .*broken\.yaml: /),
      ],
    });
    await writeFile(file, valid);
  });

  it('reports the problems of all files together', async () => {
    for (const name of ['bad1', 'bad2']) {
      await mkdir(join(root, 'infra/environments', name));
      await writeFile(join(root, 'infra/environments', name, 'environment.yaml'), valid);
    }
    await expect(loadTopologies(root)).rejects.toMatchObject({
      problems: [expect.stringContaining('bad1/'), expect.stringContaining('bad2/')],
    });
  });
});
