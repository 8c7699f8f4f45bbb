import { setTimeout as delay } from 'node:timers/promises';
import type { IncusClient } from './client.ts';
import { IncusError, isConflict } from './errors.ts';
import type { NetworksPost } from './incus-types.ts';

const attempts = 4;

/**
 * Creates a bridge. While it makes one, the engine looks at every interface of the host, and fails when one of them vanishes
 * meanwhile, as those of stopping nodes do: so it is asked again. Throws `IncusError`, at once when the name is taken.
 */
export async function createBridge(client: IncusClient, body: NetworksPost): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.change('POST', '/1.0/networks', body);
      return;
    } catch (error) {
      if (!(error instanceof IncusError) || isConflict(error) || attempt === attempts) throw error;
      await delay(100);
    }
  }
}
