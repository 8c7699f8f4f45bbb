import { DriverError } from '@springboard/environments/driver.ts';

/** A name that can be part of a snapshot's; anything else is `refused`. */
export function requireSavePointName(savePoint: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,50}$/.test(savePoint)) {
    throw new DriverError(
      'refused',
      `"${savePoint}" is no name for a save point: lower-case letters, digits and hyphens, at most 51.`,
    );
  }
}

/** Snapshot of each node that belongs to a save point. */
export function snapshotName(savePoint: string): string {
  return `sp-${savePoint}`;
}

/**
 * One node has this snapshot besides, begun when those of all nodes were complete and removed before any of them. It is what makes a save
 * point count, so that what a killed save or removal leaves behind is never taken for one, wherever the engine stopped in it.
 */
export function sealName(savePoint: string): string {
  return `sealed-${savePoint}`;
}

/** The save points that all of `instances` have. `snapshots` holds names of snapshots by instance. */
export function sealedSavePoints(
  instances: readonly string[],
  snapshots: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const sealed = instances.flatMap((instance) =>
    [...(snapshots.get(instance) ?? [])].flatMap((name) => /^sealed-(.+)$/.exec(name)?.[1] ?? []),
  );
  return [...new Set(sealed)]
    .filter((name) => instances.every((instance) => snapshots.get(instance)?.has(snapshotName(name))))
    .toSorted();
}
