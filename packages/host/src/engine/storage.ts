import { z } from 'zod';
import { poolName } from '../facts/engine.ts';
import { addTo, amendManifest } from '../manifest.ts';
import { HostError } from '../run.ts';
import { type EngineApi, EngineApiError } from './api.ts';

const gib = 2 ** 30;

/** Where a local engine mounts the pool. */
export const poolFolder = `/var/lib/incus/storage-pools/${poolName}`;

export interface PoolPlan {
  readonly driver: 'btrfs' | 'dir';
  /** Size of the sparse loop file; null for `dir`, which takes the disk as it is. */
  readonly bytes: number | null;
}

/** Largest loop file we make: room for dozens of environments and all images. */
const largest = 60 * gib;
/** Images, their build and a few environments; less is of no use. */
const smallest = 12 * gib;

/** What pool to make on a disk with `freeBytes`: btrfs in a sparse file of at most 60 % of what is free. */
export function planPool(freeBytes: number, hasBtrfs: boolean): PoolPlan {
  if (!hasBtrfs) return { driver: 'dir', bytes: null };
  const wanted = Math.min(largest, Math.max(smallest, Math.floor((freeBytes * 0.6) / gib) * gib));
  return { driver: 'btrfs', bytes: wanted };
}

/** Makes the pool when it is missing, and answers of which kind; one that is there is used as it is. */
export async function ensurePool(
  state: string,
  api: EngineApi,
  plan: PoolPlan,
): Promise<'present' | PoolPlan['driver']> {
  try {
    const pool = z
      .object({ status: z.string() })
      .parse(await api.call('GET', `/1.0/storage-pools/${poolName}`));
    if (pool.status === 'Unavailable') {
      throw new HostError(
        `The storage pool "${poolName}" is there but cannot be used; Incus's log says why. Nothing was changed. ` +
          'If its disk is lost for good, remove it with `incus storage delete` and start again.',
      );
    }
    return 'present';
  } catch (error) {
    if (!(error instanceof EngineApiError) || error.status !== 404) throw error;
  }
  try {
    await makePool(state, api, plan);
    return plan.driver;
  } catch (error) {
    // No loop devices, say. A folder always works; it is only slower.
    if (plan.driver === 'dir' || !(error instanceof EngineApiError)) throw error;
    await makePool(state, api, { driver: 'dir', bytes: null });
    return 'dir';
  }
}

async function makePool(state: string, api: EngineApi, plan: PoolPlan): Promise<void> {
  amendManifest(state, (manifest) => {
    manifest.pool = { name: poolName, driver: plan.driver };
  });
  const config = plan.bytes === null ? {} : { size: `${Math.round(plan.bytes / gib)}GiB` };
  await api.call('POST', '/1.0/storage-pools', { name: poolName, driver: plan.driver, config });
}

/** Writes down which installation uses the engine, for uninstall. */
export function registerInstallation(machineState: string, installation: string, state: string): void {
  amendManifest(machineState, (manifest) => {
    addTo(manifest.installations, installation);
    addTo(manifest.stateFolders, state);
  });
}
