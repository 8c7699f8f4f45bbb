import { readFile } from 'node:fs/promises';
import { DriverError, type EngineCapacity, type EnvironmentUsage } from '@springboard/environments/driver.ts';
import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { isNotFound } from './errors.ts';
import { HostResources, InstanceState, PoolResources } from './incus-types.ts';
import { installationNames } from './names.ts';
import { labelledInstances } from './observe.ts';

/**
 * What the engine's host has. Memory and load are the kernel's own numbers where the engine is on this host; of a remote one they are the
 * engine's, which sees the same kernel but counts less of the page cache as available.
 */
export async function engineCapacity(
  client: IncusClient,
  pool: string,
  signal?: AbortSignal,
): Promise<EngineCapacity> {
  const [host, { space }, memory] = await Promise.all([
    client.get('/1.0/resources', HostResources, { signal }),
    client.get(`/1.0/storage-pools/${pool}/resources`, PoolResources, { signal }),
    client.endpoint.kind === 'unix' ? localMemory() : undefined,
  ]);
  const { total, used } = host.memory;
  return {
    memory: memory ?? { total, available: total - used },
    cores: host.cpu.total,
    load: host.load.Average1Min,
    disk: { total: space.total, used: space.used },
  };
}

/** What the nodes of an environment use; `missing` when there are none. Save points are not in it, of nodes only what is theirs alone. */
export async function environmentUsage(
  client: IncusClient,
  installationId: string,
  environmentId: string,
  signal?: AbortSignal,
): Promise<EnvironmentUsage> {
  const { project } = installationNames(installationId);
  const instances = await labelledInstances(client, installationId, environmentId, signal);
  if (instances.length === 0) {
    throw new DriverError('missing', `Environment ${environmentId} has no nodes.`);
  }
  const states = await allOrFirstError(instances, ({ name }) =>
    client.get(`/1.0/instances/${name}/state`, InstanceState, { project, signal }).catch((error: unknown) => {
      if (isNotFound(error)) return undefined; // It went meanwhile.
      throw error;
    }),
  );
  const sum = (part: (state: InstanceState) => number) =>
    states.reduce((total, state) => total + (state === undefined ? 0 : Math.max(0, part(state))), 0);
  return {
    memoryBytes: sum(({ memory }) => memory.usage),
    diskBytes: sum(({ disk }) => disk?.root?.usage ?? 0),
    processes: sum(({ processes }) => processes),
    cpuSeconds: sum(({ cpu }) => cpu.usage / 1e9),
  };
}

/** Bytes in `/proc/meminfo`; undefined on a system without it. */
async function localMemory(): Promise<EngineCapacity['memory'] | undefined> {
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '');
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) * 1024;
  const [total, available] = [bytes('MemTotal'), bytes('MemAvailable')];
  return Number.isNaN(total) || Number.isNaN(available) ? undefined : { total, available };
}
