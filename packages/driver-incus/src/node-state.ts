import { setTimeout as delay } from 'node:timers/promises';
import { DriverError } from '@springboard/environments/driver.ts';
import type { IncusClient } from './client.ts';
import { isAddressTaken, isConflict, isUnreachable } from './errors.ts';
import { Instance, type InstanceStatePut } from './incus-types.ts';

type Action = 'start' | 'stop' | 'freeze' | 'unfreeze';

/** How to get from one state to another; what is not here cannot be done, such as freezing what does not run. */
const ways = {
  Running: { Stopped: 'start', Frozen: 'unfreeze' },
  Frozen: { Running: 'freeze' },
  Stopped: { Running: 'stop', Frozen: 'stop' },
} as const satisfies Record<string, Record<string, Action>>;

/** Times that a node is looked at anew because something else is at work on it, with a pause between. */
const rounds = 60;
const pauseMs = 50;

/** Times that a failed change is tried again: a start that meets the node's own reboot trips over what the reboot has not cleaned up yet. */
const retries = 3;
const retryPauseMs = 400;

/** Freezing has so many seconds before the engine gives up, such as for a process in uninterruptible sleep. */
const freezeSeconds = 10;

/** Changes an instance's state; `stop` is by force. */
export async function setState(
  client: IncusClient,
  project: string,
  instance: string,
  action: Action,
  signal?: AbortSignal,
): Promise<void> {
  const timeout = action === 'freeze' ? freezeSeconds : -1;
  const body: InstanceStatePut = { action, timeout, force: action === 'stop' };
  await client.run('PUT', `/1.0/instances/${instance}/state`, body, { project, signal });
}

/**
 * Brings a node to a state from whatever it is in, also when somebody else changes it meanwhile. `instance` is as it was last seen.
 * Throws `failed` where no way leads there.
 */
export async function bringTo(
  client: IncusClient,
  project: string,
  instance: Pick<Instance, 'name' | 'status'>,
  target: keyof typeof ways,
  signal?: AbortSignal,
): Promise<void> {
  const { name } = instance;
  let status = instance.status;
  let failures = 0;
  for (let round = 0; round < rounds; round += 1) {
    if (status === target) return;
    const action = (ways[target] as Record<string, Action>)[status];
    if (action === undefined) {
      throw new DriverError('failed', `Node ${name} is ${status.toLowerCase()}, not running.`);
    }
    const error = await setState(client, project, name, action, signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) return;
    signal?.throwIfAborted();
    if (isUnreachable(error) || isAddressTaken(error)) throw error;
    const busy = isConflict(error);
    if (!busy) failures += 1;
    await delay(busy ? pauseMs : retryPauseMs, undefined, { signal });
    const seen = await client.get(`/1.0/instances/${name}`, Instance, { project, signal });
    if (seen.status === status && failures > retries) throw error;
    status = seen.status;
  }
  throw new DriverError('failed', `The engine was busy with ${name} for too long.`);
}
