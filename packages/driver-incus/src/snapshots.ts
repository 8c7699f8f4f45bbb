import { allOrFirstError } from './all.ts';
import type { IncusClient } from './client.ts';
import { isNotFound } from './errors.ts';
import { type InstanceSnapshotsPost, VolumePaths } from './incus-types.ts';

/** Names of all snapshots of a project by instance: one request, which is quick however many there are. */
export async function snapshotsByInstance(
  client: IncusClient,
  pool: string,
  project: string,
  signal?: AbortSignal,
): Promise<Map<string, Set<string>>> {
  const paths = await client
    .get(`/1.0/storage-pools/${pool}/volumes`, VolumePaths, { project, signal })
    .catch((error: unknown) => {
      if (isNotFound(error)) return []; // No project: nothing was ever made.
      throw error;
    });
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const [, instance, snapshot] = /\/container\/([^/]+)\/snapshots\/([^/?]+)/.exec(path) ?? [];
    if (instance === undefined || snapshot === undefined) continue;
    const names = found.get(instance) ?? new Set();
    found.set(instance, names.add(snapshot));
  }
  return found;
}

/** Takes a snapshot of a node's disk. */
export async function takeSnapshot(
  client: IncusClient,
  project: string,
  instance: string,
  snapshot: string,
): Promise<void> {
  const body: InstanceSnapshotsPost = { name: snapshot, stateful: false };
  await client.run('POST', `/1.0/instances/${instance}/snapshots`, body, { project, kind: 'disk' });
}

/** Removes a snapshot from all nodes that have it, half-made ones included. */
export async function deleteSnapshots(
  client: IncusClient,
  project: string,
  instances: readonly string[],
  snapshot: string,
  signal?: AbortSignal,
): Promise<void> {
  await allOrFirstError(instances, async (instance) => {
    try {
      await client.run('DELETE', `/1.0/instances/${instance}/snapshots/${snapshot}`, undefined, {
        project,
        kind: 'disk',
        signal,
      });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  });
}

function isMissing(error: unknown): boolean {
  return isNotFound(error) || (error instanceof Error && /snapshot not found/i.test(error.message));
}
