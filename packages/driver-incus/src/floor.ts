import { randomBytes } from 'node:crypto';
import type { EnvironmentSpec, ImageRef } from '@springboard/environments/driver.ts';
import { createBridge } from './bridge.ts';
import type { IncusClient } from './client.ts';
import { imageAlias } from './node-instance.ts';

/** What an engine needs by itself for one topology, in milliseconds; several nodes go side by side, as in the driver. */
export interface EngineFloor {
  /** The bridge between the nodes. */
  readonly networkMs: number;
  /** From the image to an instance on disk. */
  readonly copyMs: number;
  /** From `start` to a running init. */
  readonly startMs: number;
  /** From there until the probes, in order, exit 0. */
  readonly probeMs: number;
  readonly totalMs: number;
}

interface FloorNode {
  readonly name: string;
  readonly image: ImageRef;
  /** Instance configuration, such as addresses for the image's templates. */
  readonly config: Readonly<Record<string, string>>;
}

/** What ends the measurement: a program on one of the nodes. */
interface FloorProbe {
  readonly on: string;
  readonly run: readonly string[];
}

/** Nodes of a topology with what their images need to boot, and nothing else: no limits, labels or management network. */
export function floorNodes({ topology, images }: EnvironmentSpec): FloorNode[] {
  const prefix = topology.network.cidr.split('/')[1];
  const hosts = topology.nodes.map((node) => `${node.address} ${node.name}`).join('\n');
  return topology.nodes.flatMap((node) => {
    const image = images[node.name];
    if (image === undefined) return [];
    const config = {
      'user.springboard.node': node.name,
      'user.springboard.lab-address': `${node.address}/${prefix}`,
      'user.springboard.hosts': hosts,
    };
    return [{ name: node.name, image, config }];
  });
}

/**
 * The engine's own time for nodes on one plain bridge: network, copy, start, probes, by bare API calls without the driver. A bench prints it
 * next to the platform's time. Makes its own bridge and instances in project `default`, and removes them.
 */
export async function engineFloor(
  client: IncusClient,
  nodes: readonly FloorNode[],
  probes: readonly FloorProbe[],
  pool = 'springboard',
): Promise<EngineFloor> {
  const id = randomBytes(4).toString('hex');
  const network = `sbfl-${id}`;
  const nameOf = (node: string) => `floor-${id}-${node}`;
  const path = (node: string) => `/1.0/instances/${nameOf(node)}`;
  const bridge = { 'ipv4.address': 'none', 'ipv6.address': 'none' };
  const begun = performance.now();
  await createBridge(client, { name: network, type: 'bridge', config: bridge });
  try {
    const bridged = performance.now();
    await each(nodes, ({ name, image, config }) =>
      client.run('POST', '/1.0/instances', {
        name: nameOf(name),
        source: { type: 'image', alias: imageAlias(image) },
        profiles: [],
        config: { ...config, 'security.idmap.isolated': 'true' },
        devices: {
          root: { type: 'disk', path: '/', pool },
          eth0: { type: 'nic', name: 'eth0', network },
        },
      }),
    );
    const copied = performance.now();
    await each(nodes, ({ name }) =>
      client.run('PUT', `${path(name)}/state`, { action: 'start', timeout: -1 }),
    );
    const started = performance.now();
    for (const { on, run } of probes) await untilSuccess(client, path(on), run);
    const ended = performance.now();
    return {
      networkMs: bridged - begun,
      copyMs: copied - bridged,
      startMs: started - copied,
      probeMs: ended - started,
      totalMs: ended - begun,
    };
  } finally {
    await each(nodes, async ({ name }) => {
      await client
        .run('PUT', `${path(name)}/state`, { action: 'stop', force: true, timeout: -1 })
        .catch(() => undefined);
      await client.run('DELETE', path(name), undefined).catch(() => undefined);
    });
    await client.change('DELETE', `/1.0/networks/${network}`, undefined);
  }
}

/** Runs the probe again and again until it exits 0; it has no output and no input. */
async function untilSuccess(client: IncusClient, path: string, command: readonly string[]): Promise<void> {
  const giveUp = performance.now() + 120_000;
  while (performance.now() < giveUp) {
    const body = { command, 'wait-for-websocket': false, interactive: false };
    const ended = await client.run('POST', `${path}/exec`, body).catch(() => undefined);
    if (ended?.metadata?.return === 0) return;
  }
  throw new Error(`the probe ${command.join(' ')} has not succeeded within two minutes`);
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  await Promise.all(items.map(work));
}
