import { DriverError } from '@springboard/environments/driver.ts';
import { z } from 'zod';
import { BackOff } from './back-off.ts';
import type { IncusClient } from './client.ts';
import { EngineSilentError } from './deadline.ts';
import { IncusError, isAddressTaken, isAway, isPassing } from './errors.ts';
import { Instance, type InstanceStatePut } from './incus-types.ts';

type Action = 'start' | 'stop' | 'freeze' | 'unfreeze';

/** How to get from one state to another; what is not here cannot be done, such as freezing what does not run. */
const ways = {
  // The engine thaws what is frozen and nothing else: half-way, the way back leads through the end of the freeze.
  Running: { Stopped: 'start', Frozen: 'unfreeze', Freezing: 'freeze' },
  Frozen: { Running: 'freeze', Freezing: 'freeze' },
  Stopped: { Running: 'stop', Frozen: 'stop', Freezing: 'stop' },
} as const satisfies Record<string, Record<string, Action>>;

/**
 * A node at work on its own stop or reboot, and one whose network the engine could not start after its own restart and tries again each
 * minute, is waited for as long. Under load a reboot alone takes tens of seconds.
 */
export const passing = { limitMs: 90_000, firstMs: 50, longestMs: 1_000 };

/** Tries of a change that fails, with growing pauses: six seconds in all for what a reboot has not cleaned up yet. */
const retries = 4;
const failing = { limitMs: passing.limitMs, firstMs: 700, longestMs: 2_500 };

/** Freezing has so many seconds before the engine gives up, such as for a process in uninterruptible sleep. */
const freezeSeconds = 10;
/**
 * On a host with cgroup v1 a process that was missed is stopped by another try only: the engine answers before all stand still, or waits for
 * that one for ever (seen twice in a hundred freezes on a loaded host). The second try ends the first one's wait, too.
 */
const freezeTries = 3;
const standing = { limitMs: freezeSeconds * 1000, firstMs: 20, longestMs: 1_000 };

/** What was last seen of an instance; without its configuration it is known why it stopped. */
type Seen = Pick<Instance, 'status'> & Partial<Pick<Instance, 'config'>>;

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
  const kind = action === 'freeze' ? 'freeze' : 'state';
  await client.run('PUT', `/1.0/instances/${instance}/state`, body, { project, signal, kind });
}

/**
 * Brings a node to a state from whatever it is in, also when somebody else changes it meanwhile. `instance` is as it was last seen.
 * Throws `failed` where no way leads there.
 */
export async function bringTo(
  client: IncusClient,
  project: string,
  instance: Seen & Pick<Instance, 'name'>,
  target: keyof typeof ways,
  signal?: AbortSignal,
): Promise<void> {
  const { name } = instance;
  const look = () => client.get(`/1.0/instances/${name}`, Instance, { project, signal });
  const atRest = async (seen: Seen) => {
    if (target !== 'Running' || !mayBeRebooting(seen)) return seen;
    await untilAtRest(client, project, name, signal);
    return look();
  };
  let { status } = await atRest(instance);
  const busy = new BackOff(passing);
  const retry = new BackOff(failing);
  let freezing: BackOff | undefined;
  let failures = 0;
  let silences = 0;
  for (;;) {
    if (status === target) return;
    const action = (ways[target] as Record<string, Action>)[status];
    if (action === undefined) {
      throw new DriverError('failed', `Node ${name} is ${status.toLowerCase()}, not running.`);
    }
    const error = await setState(client, project, name, action, signal).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error === undefined) {
      if (action !== 'freeze') return;
      const seen = await look();
      // Answered, and not all of it stands still: what nothing comes of after a while is no success.
      if (seen.status !== 'Frozen' && seen.status !== target) {
        freezing ??= new BackOff(standing);
        if (freezing.over)
          throw new DriverError(
            'failed',
            `Node ${name} does not come to stand still: a process in it cannot be stopped.`,
          );
        await freezing.pause(signal);
      }
      status = seen.status;
      continue;
    }
    signal?.throwIfAborted();
    if (action === 'freeze' && error instanceof EngineSilentError && ++silences < freezeTries) {
      status = (await look()).status;
      continue;
    }
    if (isAway(error) || isAddressTaken(error)) throw error;
    if (busy.over) throw tooBusy(name, error);
    const passes = isPassing(error);
    if (!passes) failures += 1;
    await (passes ? busy : retry).pause(signal);
    const seen = await atRest(await look());
    if (seen.status === status && failures > retries) throw error;
    status = seen.status;
  }
}

/** What is said of an instance that was kept busy by something else for longer than anything takes. */
export function tooBusy(instance: string, cause: unknown): DriverError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DriverError('failed', `The engine was busy with ${instance} for too long: ${why}`, { cause });
}

/**
 * In the midst of a reboot an instance looks like one that was powered off. A start from outside would inherit the lock of the reboot and
 * trip over the devices that it puts away and makes again, and it over ours.
 */
function mayBeRebooting({ status, config }: Seen): boolean {
  return status === 'Stopped' && config?.['volatile.last_state.power'] === 'STOPPED';
}

/**
 * No state, operation or event tells of a reboot under way. But a file of an instance is read only when nothing is at work on it, so that
 * the answer, whatever it says, comes at the end of the reboot: at once where there is none.
 */
async function untilAtRest(
  client: IncusClient,
  project: string,
  name: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const query = { path: '/.springboard' };
  await client
    .getAtRest(`/1.0/instances/${name}/files`, z.unknown(), { project, query, signal })
    .catch((error: unknown) => {
      if (!(error instanceof IncusError)) throw error;
    });
}
