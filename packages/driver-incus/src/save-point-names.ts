import { DriverError } from '@springboard/environments/driver.ts';

/**
 * A save point counts when the lab network has this key with its name behind. It is written after the last snapshot and removed before the
 * first, so that snapshots of a save that was killed half-way are never taken for a save point, wherever the engine stopped in them.
 */
export const savePointPrefix = 'user.springboard.save-point.';

/** Save points among the settings of a lab network. */
export function savePointsIn(config: Readonly<Record<string, string>>): string[] {
  return Object.keys(config)
    .filter((key) => key.startsWith(savePointPrefix))
    .map((key) => key.slice(savePointPrefix.length))
    .toSorted();
}

/** Snapshot of each node that belongs to a save point; `refused` for a name that could be no snapshot's. */
export function snapshotName(savePoint: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,50}$/.test(savePoint)) {
    throw new DriverError(
      'refused',
      `"${savePoint}" is no name for a save point: lower-case letters, digits and hyphens, at most 51.`,
    );
  }
  return `sp-${savePoint}`;
}
