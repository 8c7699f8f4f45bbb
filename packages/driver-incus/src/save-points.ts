import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { throwIfCancelled } from './errors.ts';
import { asFrozen, freezeNodes, nodesAtRest, requireStarted, thawNodes } from './freeze.ts';
import type { Installation } from './installation.ts';
import { labelledInstances } from './observe.ts';
import { requireSavePointName, sealedSavePoints, sealName, snapshotName } from './save-point-names.ts';
import { deleteSnapshots, snapshotsByInstance, takeSnapshot } from './snapshots.ts';

type Place = Pick<Installation, 'id' | 'pool' | 'project'>;

/** Takes the disks of all nodes at one moment. Afterwards the nodes run, whether it worked or not. */
export async function saveEnvironment(
  client: IncusClient,
  place: Place,
  environmentId: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  requireSavePointName(name);
  const { project } = place;
  const nodes = await nodesAtRest(client, place.id, environmentId, signal);
  requireStarted(nodes);
  const instances = nodes.map((node) => node.name);
  const snapshots = await snapshotsByInstance(client, place.pool, project, signal);
  throwIfCancelled(signal, 'save');
  if (sealedSavePoints(instances, snapshots).includes(name)) return thawNodes(client, project, nodes);
  // What a killed save left behind is of another moment.
  const left = instances.filter((instance) => snapshots.get(instance)?.has(snapshotName(name)));
  await removeSavePoint(client, project, left, name);
  try {
    await freezeNodes(client, project, nodes, signal);
    await allOrFirstError(instances, (instance) =>
      takeSnapshot(client, project, instance, snapshotName(name)),
    );
    throwIfCancelled(signal, 'finish the save point');
    await takeSnapshot(client, project, instances[0] ?? '', sealName(name));
  } catch (error) {
    await removeSavePoint(client, project, instances, name).catch(() => undefined);
    throw error;
  } finally {
    await thawNodes(client, project, nodes.map(asFrozen));
  }
}

/** Removes a save point from all nodes; one that is missing or half there is fine. */
export async function deleteSavePoint(
  client: IncusClient,
  place: Place,
  environmentId: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  requireSavePointName(name);
  const nodes = await labelledInstances(client, place.id, environmentId, signal);
  const instances = nodes.map((node) => node.name);
  await removeSavePoint(client, place.project, instances, name, signal);
}

/** The seal first, so that a half-removed save point does not count. */
async function removeSavePoint(
  client: IncusClient,
  project: string,
  instances: readonly string[],
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  await deleteSnapshots(client, project, instances, sealName(name), signal);
  await deleteSnapshots(client, project, instances, snapshotName(name), signal);
}
