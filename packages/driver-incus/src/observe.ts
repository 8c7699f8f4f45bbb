import type { ObservedEnvironment } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { isNotFound } from './errors.ts';
import { Instance } from './incus-types.ts';
import { labNetworks } from './lab-network.ts';
import { environmentLabel, installationLabel, installationNames, nodeLabel } from './names.ts';

type NodeStatus = ObservedEnvironment['nodes'][number]['status'];

const statuses: Record<string, NodeStatus> = { Running: 'running', Stopped: 'stopped', Frozen: 'frozen' };

/** Instances with the installation's label, or of one of its environments only. */
export async function labelledInstances(
  client: IncusClient,
  installationId: string,
  environmentId?: string,
): Promise<Instance[]> {
  const { project } = installationNames(installationId);
  const [label, value] =
    environmentId === undefined ? [installationLabel, installationId] : [environmentLabel, environmentId];
  try {
    const query = { recursion: '1', filter: `config.${label} eq ${value}` };
    return await client.get('/1.0/instances', Instance.array(), { project, query });
  } catch (error) {
    if (isNotFound(error)) return []; // No project: nothing was ever made.
    throw error;
  }
}

/** Everything that the engine holds of the installation, or of one environment, grouped by environment. */
export async function observe(
  client: IncusClient,
  installationId: string,
  environmentId?: string,
): Promise<ObservedEnvironment[]> {
  const [instances, networks] = await Promise.all([
    labelledInstances(client, installationId, environmentId),
    labNetworks(client, installationId, environmentId),
  ]);
  const ids = new Set([
    ...instances.flatMap((instance) => instance.config[environmentLabel] ?? []),
    ...networks.map((network) => network.environmentId),
  ]);
  return [...ids].map((id) => {
    const own = networks.filter((network) => network.environmentId === id);
    return {
      id,
      nodes: instances
        .filter((instance) => instance.config[environmentLabel] === id)
        .map((instance) => ({
          name: instance.config[nodeLabel] ?? instance.name,
          status: statuses[instance.status] ?? 'error',
        })),
      networks: own.map(({ name }) => name),
      savePoints: own.flatMap(({ savePoints }) => savePoints),
    };
  });
}
