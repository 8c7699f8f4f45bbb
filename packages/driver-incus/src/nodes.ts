import { DriverError, type EnvironmentSpec } from '@springboard/environments/driver.ts';
import type { TopologyNode } from '@springboard/environments/topology.ts';
import { allOrFirstError } from './all.ts';
import { BackOff } from './back-off.ts';
import type { IncusClient } from './client.ts';
import { isAddressTaken, isNotFound, isPassing } from './errors.ts';
import { removeInstance } from './half-made.ts';
import { drawIdentityBases } from './identity-ranges.ts';
import { Instance, OperationsByStatus } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { environmentLabel, instanceName } from './names.ts';
import { hasManagement, imageAlias, managementAddressKey, nodeImage, nodeInstance } from './node-instance.ts';
import { bringTo, passing, tooBusy } from './node-state.ts';
import { nodeAddress } from './subnet.ts';

/** Addresses that are tried before a node is given up. */
const draws = 20;

/** A node that exists and runs; `managementAddress` is null without a management NIC. */
export interface RunningNode {
  readonly name: string;
  readonly instance: string;
  readonly managementAddress: string | null;
}

/** Brings one node into being and to running, from whatever there is of it; `identityBase` is for one that has to be made; without it one is drawn then. */
export async function ensureNode(
  client: IncusClient,
  installation: Installation,
  spec: EnvironmentSpec,
  node: TopologyNode,
  identityBase: number | undefined,
  signal: AbortSignal,
): Promise<RunningNode> {
  const instance = instanceName(spec.id, node.name);
  const { project } = installation;
  const busy = new BackOff(passing);
  let draw = 0;
  let remade = false;
  for (let round = 0; ; round += 1) {
    if (round > 0) await settle(client, project, spec.id, signal);
    const found = await findInstance(client, installation, spec.id, instance, signal);
    try {
      if (found === undefined) {
        const address = hasManagement(node)
          ? nodeAddress(installation.management.subnet, spec.id, node.name, draw)
          : null;
        const base =
          identityBase ?? (await drawIdentityBases(client, project, [instance], signal)).get(instance);
        const body = nodeInstance(installation, spec, node, address, base ?? 0);
        await client.run('POST', '/1.0/instances', body, { project, signal, kind: 'create' });
      } else if (found.status !== 'Running') {
        await bringTo(client, project, found, 'Running', signal);
      }
      const config = (found ?? (await findInstance(client, installation, spec.id, instance, signal)))?.config;
      return {
        name: node.name,
        instance,
        managementAddress: config?.[managementAddressKey]?.split('/')[0] ?? null,
      };
    } catch (error) {
      signal.throwIfAborted();
      if (isImageMissing(error)) {
        const alias = imageAlias(nodeImage(spec, node));
        throw new DriverError('image-missing', `The engine has no image ${alias}; build it first.`, {
          cause: error,
        });
      }
      if (isAddressTaken(error) && draw < draws) {
        // Found out at the first start only, so an instance that never ran is in the way of the next draw.
        draw += 1;
        await discardUnused(client, installation, spec.id, instance, signal);
      } else if (isPassing(error)) {
        // Another caller makes or starts the same node, which not every operation shows: wait for it, and look again.
        if (busy.over) throw tooBusy(instance, error);
        await busy.pause(signal);
      } else if (!remade && found?.status === 'Stopped' && neverRan(found)) {
        // The engine was killed while it made it: it is written down, and its disk is not there or not whole.
        remade = true;
        await removeInstance(client, project, instance, signal);
      } else throw error;
    }
  }
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
  signal?: AbortSignal,
): Promise<Instance | undefined> {
  try {
    const { project } = installation;
    const found = await client.get(`/1.0/instances/${name}`, Instance, { project, signal });
    if (found.config[environmentLabel] === environmentId) return found;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
  throw new DriverError('refused', `Instance ${name} belongs to another environment.`);
}

function neverRan(found: Instance): boolean {
  return new Date(found.last_used_at).getTime() <= 0;
}

/** Deletes an instance that was created and never ran. */
async function discardUnused(
  client: IncusClient,
  installation: Installation,
  environmentId: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await findInstance(client, installation, environmentId, name, signal);
  if (found === undefined) return;
  if (!neverRan(found)) {
    throw new DriverError('failed', `The management address of ${name} is in use by something else.`);
  }
  const { project } = installation;
  await client.run('DELETE', `/1.0/instances/${name}`, undefined, { project, signal, kind: 'disk' });
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
  await allOrFirstError(ours, (operation) => client.waitFor(operation, signal));
  signal?.throwIfAborted();
}
