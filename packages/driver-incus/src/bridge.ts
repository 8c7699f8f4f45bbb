import { setTimeout as delay } from 'node:timers/promises';
import type { IncusClient } from './client.ts';
import { IncusError, isConflict, isNotFound } from './errors.ts';
import type { NetworksPost } from './incus-types.ts';

const attempts = 4;
const pauseMs = 100;

/** Creates a bridge. Throws `IncusError`, at once when the name is taken. */
export async function createBridge(client: IncusClient, body: NetworksPost): Promise<void> {
  await insisting(() => client.change('POST', '/1.0/networks', body), isConflict);
}

/** Deletes a bridge; one that is not there is fine. Throws `IncusError`. */
export async function deleteBridge(client: IncusClient, name: string): Promise<void> {
  await insisting(() => client.change('DELETE', `/1.0/networks/${name}`, undefined), isNotFound).catch(
    (error: unknown) => {
      if (!isNotFound(error)) throw error;
    },
  );
}

/**
 * While it makes or removes a bridge, the engine looks at every interface of the host, and fails when one of them vanishes meanwhile, as those
 * of stopping nodes do: so it is asked again.
 */
async function insisting(work: () => Promise<void>, isFinal: (error: unknown) => boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof IncusError) || isFinal(error) || attempt === attempts) throw error;
      await delay(pauseMs);
    }
  }
}
