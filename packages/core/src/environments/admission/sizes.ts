import type { TopologyUsageRow } from '@springboard/db/repositories/pools.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import type { Size } from './state.ts';

/** So many environments have to bear a measured size out; what one or two need says little of the next one. */
export const enoughMeasured = 3;

/** A size as a row tells it; one that an older release wrote may lack what was added since. */
export type ToldSize = Partial<Topology['size']> | null | undefined;

/**
 * A topology's size as it says itself, and more where enough environments were measured to need more. What `told` lacks is taken from the topology
 * as it is now, `present`; what nobody tells is planned as nothing, and counts once the host says that it is used.
 */
export function plannedSize(
  told: ToldSize,
  measured: TopologyUsageRow | undefined,
  present?: ToldSize,
): Size {
  const { memory, disk, cpu } = { ...present, ...told };
  const agreed = measured && measured.samples >= enoughMeasured ? measured : undefined;
  return {
    memory: Math.max(memory === undefined ? 0 : sizeInBytes(memory), agreed?.memoryBytes ?? 0),
    disk: Math.max(disk === undefined ? 0 : sizeInBytes(disk), agreed?.diskBytes ?? 0),
    cpu: Math.max((cpu ?? 0) * 1000, agreed?.cpuMillis ?? 0),
  };
}
