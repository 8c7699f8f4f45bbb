import { DriverError } from '@springboard/environments/driver.ts';
import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { throwIfCancelled } from './errors.ts';
import type { Instance } from './incus-types.ts';
import { installationNames } from './names.ts';
import { bringTo } from './node-state.ts';
import { settle } from './nodes.ts';
import { labelledInstances } from './observe.ts';

/** The environment's nodes once nothing is at work on them; `missing` when there are none. */
export async function nodesAtRest(
  client: IncusClient,
  installationId: string,
  environmentId: string,
  signal?: AbortSignal,
): Promise<Instance[]> {
  const { project } = installationNames(installationId);
  await settle(client, project, environmentId, signal);
  const instances = await labelledInstances(client, installationId, environmentId, signal);
  if (instances.length === 0) {
    throw new DriverError('missing', `Environment ${environmentId} has no nodes.`);
  }
  return instances;
}

/** `failed` unless every node runs, or is frozen or half-way to it. */
export function requireStarted(instances: readonly Instance[]): void {
  for (const { name, status } of instances) {
    if (status !== 'Running' && status !== 'Frozen' && status !== 'Freezing') {
      throw new DriverError('failed', `Node ${name} is ${status.toLowerCase()}, not running.`);
    }
  }
}

/**
 * Freezes all nodes side by side. Of a failure or a cancel nothing stays frozen that was not before.
 * The engine cannot take back a request, so a cancel waits for what is under way: tenths of a second.
 */
export async function freezeNodes(
  client: IncusClient,
  project: string,
  instances: readonly Instance[],
  signal?: AbortSignal,
): Promise<void> {
  requireStarted(instances);
  try {
    await allOrFirstError(instances, (instance) => bringTo(client, project, instance, 'Frozen'));
    throwIfCancelled(signal, 'freeze the nodes');
  } catch (error) {
    const awake = instances.filter(({ status }) => status !== 'Frozen');
    await thawNodes(client, project, awake.map(asFrozen)).catch(() => undefined);
    throw error;
  }
}

/** Lets all nodes go on side by side, and starts those that were stopped. */
export async function thawNodes(
  client: IncusClient,
  project: string,
  instances: readonly Instance[],
  signal?: AbortSignal,
): Promise<void> {
  await allOrFirstError(instances, (instance) => bringTo(client, project, instance, 'Running', signal));
}

/** As it is after a freeze; `bringTo` looks for itself when that is not so. */
export function asFrozen(instance: Instance): Instance {
  return { ...instance, status: 'Frozen' };
}
