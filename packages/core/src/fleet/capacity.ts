import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { FleetView } from '@springboard/contracts/fleet.ts';
import { countEnvironments } from '@springboard/db/repositories/fleet.ts';
import { DriverError, type EngineCapacity } from '@springboard/environments/driver.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import type { Context } from '../context.ts';

const holding: readonly EnvironmentState[] = [
  'provisioning',
  'pooled',
  'claimed',
  'ready',
  'paused',
  'saving',
  'rewinding',
  'destroying',
];

/** What the host has, has given out and keeps back; null while the engine does not say. */
export async function viewCapacity(ctx: Context): Promise<FleetView['capacity']> {
  let host: EngineCapacity;
  try {
    host = await ctx.driver.capacity();
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    return null;
  }
  const planned = { memory: 0, cpu: 0, disk: 0 };
  for (const { topology, state, frozen, count } of await countEnvironments(ctx.db, holding)) {
    const size = ctx.topology(topology)?.size;
    if (!size) continue;
    planned.memory += count * sizeInBytes(size.memory);
    planned.disk += count * sizeInBytes(size.disk);
    if (!frozen && state !== 'paused') planned.cpu += count * size.cpu * 1000;
  }
  const { memoryReserve, diskReserve } = ctx.limits;
  return {
    memory: {
      total: host.memory.total,
      planned: planned.memory,
      used: host.memory.total - host.memory.available,
      reserve: host.memory.total * memoryReserve,
    },
    cpu: { total: host.cores * 1000, planned: planned.cpu, used: host.load * 1000, reserve: 0 },
    disk: {
      total: host.disk.total,
      planned: planned.disk,
      used: host.disk.used,
      reserve: host.disk.total * diskReserve,
    },
  };
}
