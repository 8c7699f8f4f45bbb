import { setTimeout as delay } from 'node:timers/promises';
import type { IncusClient } from './client.ts';
import { isNotFound, isUnreachable } from './errors.ts';
import { removeInstance } from './half-made.ts';
import { clearHalfRestored } from './half-restored.ts';
import type { Instance } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { deleteNetwork } from './lab-network.ts';
import type { NetworkOwners } from './network-owners.ts';
import { setState } from './node-state.ts';
import { settle } from './nodes.ts';
import { labelledInstances } from './observe.ts';

/** Rounds until the environment has to be gone; a second one is needed when something was made meanwhile. */
const rounds = 5;
const roundPauseMs = 100;

/** Removes everything that carries the environment's label, half-made or not. */
export async function destroyEnvironment(
  client: IncusClient,
  owners: NetworkOwners,
  { id: installationId, pool, project }: Pick<Installation, 'id' | 'pool' | 'project'>,
  environmentId: string,
): Promise<void> {
  let lastError: unknown;
  for (let round = 0; round < rounds; round += 1) {
    await settle(client, project, environmentId);
    const [instances, networks] = await Promise.all([
      labelledInstances(client, installationId, environmentId),
      owners.networks(environmentId),
    ]);
    if (instances.length === 0 && networks.length === 0) return;
    try {
      await allOf(instances.map((instance) => deleteInstance(client, pool, project, instance)));
      // One after the other: while it deletes a bridge, the engine looks at every other, and fails when one of them vanishes meanwhile.
      for (const { name } of networks) await deleteNetwork(client, name);
    } catch (error) {
      // Somebody else may be destroying it too, which the engine reports in many words: look again.
      if (isUnreachable(error)) throw error;
      lastError = error;
      await delay(roundPauseMs);
    }
  }
  throw lastError ?? new Error('something keeps making parts of it anew');
}

async function deleteInstance(
  client: IncusClient,
  pool: string,
  project: string,
  instance: Instance,
): Promise<void> {
  try {
    if (instance.status !== 'Stopped')
      await setState(client, project, instance.name, 'stop').catch(ignoreStopped);
    await clearHalfRestored(client, pool, project, instance.name);
    await removeInstance(client, project, instance.name);
  } catch (error) {
    if (!isNotFound(error) && !(error instanceof Error && /instance not found/i.test(error.message)))
      throw error;
  }
}

function ignoreStopped(error: unknown): void {
  if (!(error instanceof Error && /already stopped|is not running/i.test(error.message))) throw error;
}

/** Waits for all, then throws the first error: one stubborn node does not keep the others. */
async function allOf(work: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
