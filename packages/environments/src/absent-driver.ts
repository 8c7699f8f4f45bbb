import { DriverError, type EnvironmentDriver } from './driver.ts';

/** Stands where no engine can run: `health` says why and what to do, every other call is refused as unreachable. */
export function absentDriver(why: { readonly reason: string; readonly remedy: string }): EnvironmentDriver {
  const refuse = () =>
    Promise.reject(new DriverError('unreachable', `There is no engine here: ${why.reason}`));
  return {
    name: 'none',
    health: async () => ({ available: false, ...why }),
    apply: refuse,
    inspect: refuse,
    list: refuse,
    freeze: refuse,
    thaw: refuse,
    save: refuse,
    rewind: refuse,
    deleteSavePoint: refuse,
    capacity: refuse,
    usage: refuse,
    maintain: async () => ({ mended: [], stopped: [] }),
    destroy: refuse,
    exec: refuse,
    connect: refuse,
    shellCommand: () => null,
    hasImage: refuse,
    close: async () => {},
  };
}
