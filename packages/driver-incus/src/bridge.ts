import { BackOff } from './back-off.ts';
import type { IncusClient } from './client.ts';
import { IncusError, isConflict, isNotFound } from './errors.ts';
import type { NetworksPost } from './incus-types.ts';

/** Tries of what fails for a reason that may well stay. */
const attempts = 4;

/** An interface that vanishes is in the way for a moment; where many nodes stop at once there is one after the other. */
const vanishing = { limitMs: 20_000, firstMs: 100, longestMs: 1_000 };
const vanished = /no such (network interface|device)|link not found|device "\S+" does not exist/i;

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
  const pauses = new BackOff(vanishing);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof IncusError) || isFinal(error)) throw error;
      if (vanished.test(error.message) ? pauses.over : attempt >= attempts) throw error;
      await pauses.pause();
    }
  }
}
