import { randomBytes } from 'node:crypto';
import type { EnvironmentSpec, ImageRef } from '@springboard/environments/driver.ts';
import { createBridge } from './bridge.ts';
import type { IncusClient } from './client.ts';
import { drawIdentityBases, identityBaseKey } from './identity-ranges.ts';
import { linkLines, linkName } from './node-devices.ts';
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
  /** Further networks that it is plugged into, each with the NIC's name there. */
  readonly links: readonly { readonly nic: string; readonly network: string }[];
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
      ...(node.links.length === 0 ? {} : { 'user.springboard.links': linkLines(node) }),
    };
    const links = node.links.map(({ network }, index) => ({ nic: linkName(index), network }));
    return [{ name: node.name, image, config, links }];
  });
}

/**
 * The engine's own time for nodes on plain bridges: networks, copy, start, probes, by bare API calls without the driver. A bench prints it
 * next to the platform's time. Makes its own bridges and instances in project `default`, and removes them.
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
  const further = [...new Set(nodes.flatMap(({ links }) => links.map((link) => link.network)))];
  const bridges = new Map(further.map((name, index) => [name, `${network}${index}`]));
  const names = [network, ...bridges.values()];
  // Ranges that the engine chooses itself for instances made side by side may be the same, and then one does not start.
  const instances = nodes.map(({ name }) => nameOf(name));
  const bases = await drawIdentityBases(client, 'default', instances, AbortSignal.timeout(10_000));
  const begun = performance.now();
  await each(names, (name) => createBridge(client, { name, type: 'bridge', config: bridge }));
  try {
    const bridged = performance.now();
    await each(nodes, ({ name, image, config, links }) =>
      client.run('POST', '/1.0/instances', {
        name: nameOf(name),
        source: { type: 'image', alias: imageAlias(image) },
        profiles: [],
        config: {
          ...config,
          'security.idmap.isolated': 'true',
          [identityBaseKey]: String(bases.get(nameOf(name))),
        },
        devices: {
          root: { type: 'disk', path: '/', pool },
          eth0: { type: 'nic', name: 'eth0', network },
          ...Object.fromEntries(
            links.map(({ nic, network: to }) => [
              nic,
              { type: 'nic', name: nic, network: bridges.get(to) ?? '' },
            ]),
          ),
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
    // One after the other: the engine stumbles over a bridge that goes away while it deletes another.
    for (const name of names) await client.change('DELETE', `/1.0/networks/${name}`, undefined);
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
