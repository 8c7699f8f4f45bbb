import { BackOff } from './back-off.ts';
import type { IncusClient } from './client.ts';
import { isAway, isNotFound } from './errors.ts';
import { removeInstance } from './half-made.ts';
import { clearHalfRestored } from './half-restored.ts';
import type { Instance } from './incus-types.ts';
import type { Installation } from './installation.ts';
import { deleteNetwork } from './lab-network.ts';
import type { NetworkOwners } from './network-owners.ts';
import { setState } from './node-state.ts';
import { settle } from './nodes.ts';
import { labelledInstances } from './observe.ts';

/** After so many rounds, and so many milliseconds, the environment has to be gone: it is looked at again since others may make parts of it, or destroy it too. */
const rounds = 5;
const patience = { limitMs: 15_000, firstMs: 100, longestMs: 2_000 };

/** Removes everything that carries the environment's label, half-made or not. */
export async function destroyEnvironment(
  client: IncusClient,
  owners: NetworkOwners,
  { id: installationId, pool, project }: Pick<Installation, 'id' | 'pool' | 'project'>,
  environmentId: string,
  signal?: AbortSignal,
): Promise<void> {
  const pauses = new BackOff(patience);
  let problem: unknown = new Error('something keeps making parts of it anew');
  for (let round = 0; round < rounds || !pauses.over; round += 1) {
    await settle(client, project, environmentId, signal);
    const [instances, networks] = await Promise.all([
      labelledInstances(client, installationId, environmentId, signal),
      owners.networks(environmentId, signal),
    ]);
    if (instances.length === 0 && networks.length === 0) return;
    try {
      await allOf(instances.map((instance) => deleteInstance(client, pool, project, instance, signal)));
      // One after the other: while it deletes a bridge, the engine looks at every other, and fails when one of them vanishes meanwhile.
      for (const { name } of networks) await deleteNetwork(client, name);
    } catch (error) {
      // Somebody else may be destroying it too, which the engine reports in many words: look again.
      signal?.throwIfAborted();
      if (isAway(error)) throw error;
      problem = error;
      await pauses.pause(signal);
    }
  }
  throw problem;
}

async function deleteInstance(
  client: IncusClient,
  pool: string,
  project: string,
  instance: Instance,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    if (instance.status !== 'Stopped')
      await setState(client, project, instance.name, 'stop', signal).catch(ignoreStopped);
    await clearHalfRestored(client, pool, project, instance.name);
    await removeInstance(client, project, instance.name, signal);
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
