import { DriverError } from '@springboard/environments/driver.ts';
import { z } from 'zod';
import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { isNotFound, throwIfCancelled } from './errors.ts';
import { asFrozen, freezeNodes, nodesAtRest, requireStarted, thawNodes } from './freeze.ts';
import type { Instance, InstanceSnapshotsPost } from './incus-types.ts';
import { labNetworks } from './lab-network.ts';
import { installationNames, labNetworkName } from './names.ts';
import { savePointPrefix, snapshotName } from './save-point-names.ts';

/** Takes the disks of all nodes at one moment. Afterwards the nodes run, whether it worked or not. */
export async function saveEnvironment(
  client: IncusClient,
  installationId: string,
  environmentId: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const snapshot = snapshotName(name);
  const { project } = installationNames(installationId);
  const nodes = await nodesAtRest(client, installationId, environmentId, signal);
  requireStarted(nodes);
  const there = await savePointsOf(client, installationId, environmentId);
  throwIfCancelled(signal, 'save');
  if (there.includes(name)) return thawNodes(client, project, nodes);
  // What a killed save left behind is of another moment.
  await deleteSnapshots(client, project, nodes, snapshot);
  try {
    await freezeNodes(client, project, nodes, signal);
    await allOrFirstError(nodes, ({ name: instance }) => takeSnapshot(client, project, instance, snapshot));
    throwIfCancelled(signal, 'finish the save point');
    await mark(client, installationId, environmentId, name, new Date().toISOString());
  } catch (error) {
    await deleteSnapshots(client, project, nodes, snapshot).catch(() => undefined);
    throw error;
  } finally {
    await thawNodes(client, project, nodes.map(asFrozen));
  }
}

/** Removes a save point from all nodes; one that is missing or half there is fine. */
export async function deleteSavePoint(
  client: IncusClient,
  installationId: string,
  environmentId: string,
  name: string,
): Promise<void> {
  const snapshot = snapshotName(name);
  const { project } = installationNames(installationId);
  if ((await savePointsOf(client, installationId, environmentId)).includes(name)) {
    await mark(client, installationId, environmentId, name, '');
  }
  const nodes = await nodesAtRest(client, installationId, environmentId).catch((error: unknown) => {
    if (error instanceof DriverError && error.kind === 'missing') return [];
    throw error;
  });
  await deleteSnapshots(client, project, nodes, snapshot);
}

/** Names of the environment's save points; none when it has no network. */
export async function savePointsOf(
  client: IncusClient,
  installationId: string,
  environmentId: string,
): Promise<readonly string[]> {
  const networks = await labNetworks(client, installationId, environmentId);
  return networks.flatMap(({ savePoints }) => savePoints);
}

/** Whether a node has a snapshot. */
export async function hasSnapshot(
  client: IncusClient,
  project: string,
  instance: string,
  snapshot: string,
): Promise<boolean> {
  try {
    await client.get(`/1.0/instances/${instance}/snapshots/${snapshot}`, z.unknown(), { project });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

async function takeSnapshot(
  client: IncusClient,
  project: string,
  instance: string,
  snapshot: string,
): Promise<void> {
  const body: InstanceSnapshotsPost = { name: snapshot, stateful: false };
  await client.run('POST', `/1.0/instances/${instance}/snapshots`, body, { project });
}

async function deleteSnapshots(
  client: IncusClient,
  project: string,
  nodes: readonly Instance[],
  snapshot: string,
): Promise<void> {
  await allOrFirstError(nodes, async ({ name }) => {
    if (!(await hasSnapshot(client, project, name, snapshot))) return;
    try {
      await client.run('DELETE', `/1.0/instances/${name}/snapshots/${snapshot}`, undefined, { project });
    } catch (error) {
      if (await hasSnapshot(client, project, name, snapshot)) throw error;
    }
  });
}

/** The engine drops a key without a value. */
async function mark(
  client: IncusClient,
  installationId: string,
  environmentId: string,
  name: string,
  value: string,
): Promise<void> {
  const config = { [savePointPrefix + name]: value };
  await client.change('PATCH', `/1.0/networks/${labNetworkName(installationId, environmentId)}`, { config });
}
