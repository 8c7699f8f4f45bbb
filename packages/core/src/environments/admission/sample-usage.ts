import { setTimeout as sleep } from 'node:timers/promises';
import { type EnvironmentRow, listEnvironments } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { listTopologyUsage, putTopologyUsage } from '@springboard/db/repositories/pools.ts';
import { DriverError, type EnvironmentUsage } from '@springboard/environments/driver.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import type { Context } from '../../context.ts';
import { StoredSpec } from '../spec.ts';

/** So many environments are asked about at a time; each costs the engine a few requests. */
const sampledAtOnce = 20;
/** Between two readings of the processor time of one environment, in milliseconds. */
const readingsApartMs = 2_000;
/**
 * What remains of a measured peak at the next sampling, a minute later: half of it is forgotten after two hours, so that one heavy afternoon
 * does not keep the next day's learners out.
 */
const remains = 0.994;
/** Weight of a new sample of processor time: its mean counts, not its peak, since a shortage only slows. */
const cpuWeight = 0.1;

/**
 * Measures what environments that run use, and keeps it by topology: memory and disk as a slowly fading peak, processor time as a moving
 * mean. To be called about once a minute; of several processes one does it at a time. An engine that is away is asked next time.
 */
export async function sampleUsage(ctx: Context, signal: AbortSignal): Promise<void> {
  await withLock(ctx.db, 'sample-usage', async () => {
    const running = (await listEnvironments(ctx.db, ['ready', 'pooled'])).filter((row) => !row.frozen);
    const rows = drawn(running, sampledAtOnce);
    const first = await readAll(ctx, rows);
    await sleep(readingsApartMs, undefined, { signal });
    const second = await readAll(ctx, rows);
    const known = await listTopologyUsage(ctx.db);
    for (const [topology, samples] of byTopology(rows, first, second)) {
      const old = known.get(topology);
      const peak = (value: (sample: Sample) => number, before = 0) =>
        Math.round(Math.max(before * remains, ...samples.map(value)));
      const cpu = samples.reduce((sum, sample) => sum + sample.cpuMillis, 0) / samples.length;
      await putTopologyUsage(ctx.db, {
        topology,
        memoryBytes: peak((sample) => sample.memoryBytes, old?.memoryBytes),
        diskBytes: peak((sample) => sample.diskBytes, old?.diskBytes),
        cpuMillis: Math.round(old ? old.cpuMillis * (1 - cpuWeight) + cpu * cpuWeight : cpu),
        samples: samples.length,
        updatedAt: ctx.clock(),
      });
    }
  });
}

interface Sample {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly cpuMillis: number;
}
type Reading = { readonly usage: EnvironmentUsage; readonly at: number } | undefined;

async function readAll(ctx: Context, rows: readonly EnvironmentRow[]): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const row of rows) readings.push(await read(ctx, row.id));
  return readings;
}

async function read(ctx: Context, id: string): Promise<Reading> {
  try {
    return { usage: await ctx.driver.usage(id), at: performance.now() };
  } catch (error) {
    if (!(error instanceof DriverError)) throw error;
    ctx.log.debug({ err: error, environmentId: id }, 'What an environment uses could not be measured.');
    return undefined;
  }
}

function byTopology(
  rows: readonly EnvironmentRow[],
  first: readonly Reading[],
  second: readonly Reading[],
): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>();
  rows.forEach((row, index) => {
    const [before, after] = [first[index], second[index]];
    const spec = StoredSpec.safeParse(row.spec);
    if (!before || !after || !spec.success) return;
    const seconds = Math.max(0.001, (after.at - before.at) / 1000);
    const cores = Math.max(0, after.usage.cpuSeconds - before.usage.cpuSeconds) / seconds;
    // No more than its nodes may use together, whatever the engine's counters say.
    const most = spec.data.topology.nodes.reduce((sum, node) => sum + sizeInBytes(node.memory), 0);
    const sample = {
      memoryBytes: Math.min(after.usage.memoryBytes, most),
      diskBytes: after.usage.diskBytes,
      cpuMillis: cores * 1000,
    };
    samples.set(row.topology, [...(samples.get(row.topology) ?? []), sample]);
  });
  return samples;
}

/** Some of them, by chance: each has its turn in the long run. */
function drawn<T>(all: readonly T[], most: number): T[] {
  return [...all]
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ one }) => one);
}
