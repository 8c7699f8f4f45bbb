import type { EngineCapacity } from '@springboard/environments/driver.ts';
import type { AdmissionState, Living, Size } from './state.ts';

/**
 * Part of the processors that is kept back, 0…1. Being short of them slows everybody down and harms nobody, so it is small; what is
 * planned is the idle use, and the boots of new ones are bounded by how many are made side by side.
 */
const cpuReserve = 0.1;

export const nothing: Size = { memory: 0, disk: 0, cpu: 0 };

export function plus(a: Size, b: Size): Size {
  return { memory: a.memory + b.memory, disk: a.disk + b.disk, cpu: a.cpu + b.cpu };
}

export function minus(a: Size, b: Size): Size {
  return { memory: a.memory - b.memory, disk: a.disk - b.disk, cpu: a.cpu - b.cpu };
}

/** What of `size` does not fit into `room`; null when it fits. The disk first: it is what must never be met by surprise. */
export function lacking(room: Size, size: Size): 'disk' | 'memory' | 'cpu' | null {
  if (size.disk > room.disk) return 'disk';
  if (size.memory > room.memory) return 'memory';
  return size.cpu > room.cpu ? 'cpu' : null;
}

/** What a host may hold with nothing else on it. */
export function wholeRoom(
  host: EngineCapacity,
  limits: Pick<AdmissionState['limits'], 'memoryReserve' | 'diskReserve'>,
): Size {
  return {
    memory: host.memory.total * (1 - limits.memoryReserve),
    disk: host.disk.total * (1 - limits.diskReserve),
    cpu: host.cores * 1000 * (1 - cpuReserve),
  };
}

/** What an environment takes in the state it is in: a frozen one takes no processor time. */
export function takenBy(one: Living): Size {
  return one.frozen || one.state === 'paused' ? { ...one.size, cpu: 0 } : one.size;
}

/**
 * What may still be handed out. What is there already counts with the larger of its planned and the host's measured use, so that neither an
 * environment that has not grown yet nor anything else on the host is forgotten; what is being made counts with its plan on top.
 */
export function freeRoom(
  host: EngineCapacity,
  living: readonly Living[],
  limits: AdmissionState['limits'],
): Size {
  let grown = nothing;
  let growing = nothing;
  for (const one of living)
    if (one.state === 'provisioning') growing = plus(growing, one.size);
    else grown = plus(grown, takenBy(one));
  const used = {
    memory: Math.max(grown.memory, host.memory.total - host.memory.available),
    disk: Math.max(grown.disk, host.disk.used),
    cpu: grown.cpu,
  };
  return minus(minus(wholeRoom(host, limits), used), growing);
}
