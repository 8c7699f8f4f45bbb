import type { ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { isNotFound } from './errors.ts';
import { Instance } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { environmentLabel, installationLabel, installationNames, nodeLabel } from './names.ts';
import type { NetworkOwners } from './network-owners.ts';
import { sealedSavePoints } from './save-point-names.ts';
import { snapshotsByInstance } from './snapshots.ts';

type NodeStatus = ObservedEnvironment['nodes'][number]['status'];

const statuses: Record<string, NodeStatus> = {
  Running: 'running',
  Stopped: 'stopped',
  Frozen: 'frozen',
  Freezing: 'freezing',
};

/** Instances with the installation's label, or of one of its environments only. */
export async function labelledInstances(
  client: IncusClient,
  installationId: string,
  environmentId?: string,
  signal?: AbortSignal,
): Promise<Instance[]> {
  const { project } = installationNames(installationId);
  const [label, value] =
    environmentId === undefined ? [installationLabel, installationId] : [environmentLabel, environmentId];
  try {
    const query = { recursion: '1', filter: `config.${label} eq ${value}` };
    return await client.get('/1.0/instances', Instance.array(), { project, query, signal });
  } catch (error) {
    if (isNotFound(error)) return []; // No project: nothing was ever made.
    throw error;
  }
}

/** Everything that the engine holds of the installation, or of one environment, grouped by environment. */
export async function observe(
  client: IncusClient,
  owners: NetworkOwners,
  place: Pick<Installation, 'id' | 'pool' | 'project'>,
  environmentId?: string,
  signal?: AbortSignal,
): Promise<ObservedEnvironment[]> {
  const [instances, networks, snapshots] = await Promise.all([
    labelledInstances(client, place.id, environmentId, signal),
    owners.networks(environmentId, signal),
    snapshotsByInstance(client, place.pool, place.project, signal),
  ]);
  const ids = new Set([
    ...instances.flatMap((instance) => instance.config[environmentLabel] ?? []),
    ...networks.map((network) => network.environmentId),
  ]);
  return [...ids].map((id) => {
    const nodes = instances.filter((instance) => instance.config[environmentLabel] === id);
    return {
      id,
      nodes: nodes.map((instance) => ({
        name: instance.config[nodeLabel] ?? instance.name,
        status: statuses[instance.status] ?? 'error',
      })),
      networks: networks.filter((network) => network.environmentId === id).map(({ name }) => name),
      savePoints: sealedSavePoints(
        nodes.map(({ name }) => name),
        snapshots,
      ),
    };
  });
}
