import { rmdir } from 'node:fs/promises';
import type { IncusClient } from './client.ts';
import { isOurHost } from './endpoint.ts';

/** The engine's word for an instance whose place for the disk is there, and the disk is not: it was killed between the two. */
const emptyPlace = /Failed deleting subvolume "([^"]+)".*Not a Btrfs subvolume/s;

/**
 * Deletes a stopped instance, also one that the engine was killed over while it made it. The engine itself never gets over the empty folder
 * in the place of the disk; here it is removed, which works on an empty one only.
 */
export async function removeInstance(
  client: IncusClient,
  project: string,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  const remove = () =>
    client.run('DELETE', `/1.0/instances/${name}`, undefined, { project, signal, kind: 'disk' });
  try {
    await remove();
  } catch (error) {
    const place = error instanceof Error ? emptyPlace.exec(error.message)?.[1] : undefined;
    if (place === undefined || !isOurHost(client.endpoint)) throw error;
    await rmdir(place).catch(() => {
      throw error;
    });
    await remove();
  }
}
