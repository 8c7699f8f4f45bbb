import { setTimeout as delay } from 'node:timers/promises';
import { DriverError, type EnvironmentSpec } from '@springboard/environments/driver.ts';
import type { TopologyNode } from '@springboard/environments/topology.ts';
import type { IncusClient } from './client.ts';
import { isConflict, isNotFound } from './errors.ts';
import { Instance, type InstanceStatePut, OperationsByStatus } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { environmentLabel, instanceName } from './names.ts';
import { hasManagement, managementAddressKey, nodeInstance } from './node-instance.ts';
import { nodeAddress } from './subnet.ts';

/** Draws of a management address until the pool counts as full; each is one more small request. */
const addressDraws = 50;

/** Times that a node is looked at anew because somebody else was at work on it, with a pause for what no operation shows. */
const busyRounds = 20;
const busyPauseMs = 50;

/** A node that exists and runs; `managementAddress` is null without a management NIC. */
export interface RunningNode {
  readonly name: string;
  readonly instance: string;
  readonly managementAddress: string | null;
}

/** Brings one node into being and to running, from whatever there is of it. */
export async function ensureNode(
  client: IncusClient,
  installation: Installation,
  spec: EnvironmentSpec,
  node: TopologyNode,
  signal: AbortSignal,
): Promise<RunningNode> {
  const instance = instanceName(spec.id, node.name);
  for (let round = 0; round < busyRounds; round += 1) {
    if (round > 0) await settle(client, installation.project, spec.id, signal);
    try {
      const found = await findInstance(client, installation, spec.id, instance);
      if (found === undefined) {
        const managementAddress = await createNode(client, installation, spec, node, signal);
        return { name: node.name, instance, managementAddress };
      }
      if (found.status !== 'Running') await setState(client, installation.project, instance, 'start', signal);
      const managementAddress = found.config[managementAddressKey]?.split('/')[0] ?? null;
      return { name: node.name, instance, managementAddress };
    } catch (error) {
      // Another caller makes or starts the same node: wait for it, and look again.
      if (!isConflict(error)) throw error;
      await delay(busyPauseMs, undefined, { signal });
    }
  }
  throw new DriverError('failed', `The engine is still busy with ${instance}.`);
}

/** Creates and starts a node, and returns its management address if it has one. */
async function createNode(
  client: IncusClient,
  installation: Installation,
  spec: EnvironmentSpec,
  node: TopologyNode,
  signal: AbortSignal,
): Promise<string | null> {
  for (let draw = 0; draw < addressDraws; draw += 1) {
    const address = hasManagement(node)
      ? nodeAddress(installation.management.subnet, spec.id, node.name, draw)
      : null;
    const body = nodeInstance(installation, spec, node, address);
    try {
      await client.run('POST', '/1.0/instances', body, { project: installation.project, signal });
      return address;
    } catch (error) {
      signal.throwIfAborted();
      if (isAddressTaken(error)) continue;
      if (isImageMissing(error)) {
        throw new DriverError(
          'image-missing',
          `The engine has no image ${body.source?.alias}; build it first.`,
          {
            cause: error,
          },
        );
      }
      throw error;
    }
  }
  throw new DriverError('failed', 'No address is free in the management network.');
}

function isAddressTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    /IP address .* (already|in use)|already defined on another NIC/i.test(error.message)
  );
}

function isImageMissing(error: unknown): boolean {
  return error instanceof Error && /image not provided|image.*(not found|doesn't exist)/i.test(error.message);
}

/** The instance, if it exists; one that carries another environment's label is not ours to use. */
export async function findInstance(
  client: IncusClient,
  installation: Pick<Installation, 'project'>,
  environmentId: string,
  name: string,
): Promise<Instance | undefined> {
  try {
    const found = await client.get(`/1.0/instances/${name}`, Instance, { project: installation.project });
    if (found.config[environmentLabel] === environmentId) return found;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  throw new DriverError('refused', `Instance ${name} belongs to another environment.`);
}

/** Changes an instance's state; `stop` is by force. */
export async function setState(
  client: IncusClient,
  project: string,
  instance: string,
  action: 'start' | 'stop',
  signal?: AbortSignal,
): Promise<void> {
  const body: InstanceStatePut = { action, timeout: -1, force: action === 'stop' };
  await client.run('PUT', `/1.0/instances/${instance}/state`, body, { project, signal });
}

/** Waits until no operation of the engine is at work on the environment's instances, such as one whose caller was killed. */
export async function settle(
  client: IncusClient,
  project: string,
  environmentId: string,
  signal?: AbortSignal,
): Promise<void> {
  const prefix = instanceName(environmentId, '');
  const byStatus = await client
    .get('/1.0/operations', OperationsByStatus, { project, query: { recursion: '1' }, signal })
    .catch((error: unknown) => {
      if (isNotFound(error)) return {};
      throw error;
    });
  const ours = Object.values(byStatus)
    .flat()
    .filter((operation) => operation.status_code < 200 && operation.class === 'task')
    .filter((operation) =>
      Object.values(operation.resources ?? {})
        .flat()
        .some((path) => path.startsWith(`/1.0/instances/${prefix}`)),
    );
  await Promise.all(ours.map((operation) => client.waitFor(operation, signal).catch(() => undefined)));
  signal?.throwIfAborted();
}
