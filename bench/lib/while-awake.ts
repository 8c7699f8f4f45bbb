import { setTimeout as pause } from 'node:timers/promises';
import { DriverError } from '@springboard/environments/driver.ts';

/** A save point stands the nodes still for well under a second; this is asked so often, so long after another, in milliseconds. */
const tries = { most: 100, everyMs: 100 };

/** Does something on a node that a save point may make stand still in just this moment: then it is done again. */
export async function whileAwake<T>(work: () => Promise<T>): Promise<T> {
  for (let left = tries.most; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const still = error instanceof DriverError && /is (freezing|frozen)/.test(error.message);
      if (!still || left === 0) throw error;
      await pause(tries.everyMs);
    }
  }
}
