import type { TopologyUsageRow } from '@springboard/db/repositories/pools.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import type { Size } from './state.ts';

/** A topology's size as it says itself, and more where more has been measured. */
export function plannedSize(
  told: { readonly memory: string; readonly disk: string; readonly cpu: number },
  measured: Pick<TopologyUsageRow, 'memoryBytes' | 'diskBytes' | 'cpuMillis'> | undefined,
): Size {
  return {
    memory: Math.max(sizeInBytes(told.memory), measured?.memoryBytes ?? 0),
    disk: Math.max(sizeInBytes(told.disk), measured?.diskBytes ?? 0),
    cpu: Math.max(told.cpu * 1000, measured?.cpuMillis ?? 0),
  };
}
