import { setTimeout as sleep } from 'node:timers/promises';
import { type EnvironmentRow, listEnvironments } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { deleteTopologyUsage, putTopologyUsage } from '@springboard/db/repositories/pools.ts';
import { DriverError, type EnvironmentUsage } from '@springboard/environments/driver.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import type { Context } from '../../context.ts';
import { StoredSpec } from '../spec.ts';
import { median } from './median.ts';
import { enoughMeasured } from './sizes.ts';

/** So many environments are asked about at a time; each costs the engine a few requests. */
const sampledAtOnce = 20;
/** Between two readings of the processor time of one environment, in milliseconds. */
const readingsApartMs = 2_000;
/** Of each topology so many environments are remembered, the ones measured last; they may have ended since. */
const rememberedOfTopology = 100;
/** A topology of which nothing was measured for so long is planned as it tells itself again, in milliseconds: images change. */
const forgottenAfterMs = 7 * 86_400_000;

/** What one environment has needed so far. */
interface Use {
  readonly topology: string;
  readonly purpose: EnvironmentRow['purpose'];
  /** The most of all readings. */
  readonly memoryBytes: number;
  readonly diskBytes: number;
  /** The mean of all readings: a shortage of processor time only slows. */
  readonly cpuMillis: number;
  readonly readings: number;
}

/** By environment, the one measured last at the end. */
const remembered = new WeakMap<Context['db'], Map<string, Use>>();

/**
 * Measures what environments that run use, and keeps of each topology what is usual: the median over its environments, not over samples, once
 * there are enough of them, so that what one learner does plans nobody else's. To be called about once a minute; of several processes
 * one does it at a time. An engine that is away is asked next time.
 */
export async function sampleUsage(ctx: Context, signal: AbortSignal): Promise<void> {
  await withLock(ctx.db, 'sample-usage', async (lost) => {
    const running = (await listEnvironments(ctx.db, ['ready', 'pooled'])).filter((row) => !row.frozen);
    const rows = drawn(running, sampledAtOnce);
    const first = await readAll(ctx, rows);
    await sleep(readingsApartMs, undefined, { signal: AbortSignal.any([signal, lost]) });
    const second = await readAll(ctx, rows);
    const known = remembered.get(ctx.db) ?? new Map<string, Use>();
    remembered.set(ctx.db, known);
    const measured = new Set<string>();
    for (const [index, row] of rows.entries()) {
      const sample = sampleOf(row, first[index], second[index]);
      if (!sample) continue;
      measured.add(row.topology);
      const use = withSample(row, known.get(row.id), sample);
      known.delete(row.id);
      known.set(row.id, use);
    }
    const now = ctx.clock();
    for (const [topology, uses] of forgetOldest(known)) {
      const usual = measured.has(topology) && usualOf(uses.map(([, use]) => use));
      if (usual) await putTopologyUsage(ctx.db, { topology, ...usual, updatedAt: now });
    }
    await deleteTopologyUsage(ctx.db, new Date(now.getTime() - forgottenAfterMs));
  });
}

type Sample = Pick<Use, 'memoryBytes' | 'diskBytes' | 'cpuMillis'>;
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

function sampleOf(row: EnvironmentRow, before: Reading, after: Reading): Sample | undefined {
  const spec = StoredSpec.safeParse(row.spec);
  if (!before || !after || !spec.success) return undefined;
  const seconds = Math.max(0.001, (after.at - before.at) / 1000);
  const cores = Math.max(0, after.usage.cpuSeconds - before.usage.cpuSeconds) / seconds;
  // No more than its nodes may use together, whatever the engine's counters say.
  const most = spec.data.topology.nodes.reduce((sum, node) => sum + sizeInBytes(node.memory), 0);
  const memoryBytes = Math.min(after.usage.memoryBytes, most);
  return { memoryBytes, diskBytes: after.usage.diskBytes, cpuMillis: cores * 1000 };
}

function withSample({ topology, purpose }: EnvironmentRow, before: Use | undefined, sample: Sample): Use {
  const readings = (before?.readings ?? 0) + 1;
  const meanCpu = (before?.cpuMillis ?? 0) + (sample.cpuMillis - (before?.cpuMillis ?? 0)) / readings;
  return {
    topology,
    purpose,
    memoryBytes: Math.max(before?.memoryBytes ?? 0, sample.memoryBytes),
    diskBytes: Math.max(before?.diskBytes ?? 0, sample.diskBytes),
    cpuMillis: meanCpu,
    readings,
  };
}

/** Drops what is remembered beyond the most; answers the rest by topology. */
function forgetOldest(known: Map<string, Use>): Map<string, [string, Use][]> {
  const byTopology = Map.groupBy(known, ([, { topology }]) => topology);
  for (const uses of byTopology.values())
    for (const [id] of uses.splice(0, Math.max(0, uses.length - rememberedOfTopology))) known.delete(id);
  return byTopology;
}

/** What is usual; undefined while too few were measured. What nobody has used yet counts only while too few were used. */
function usualOf(uses: readonly Use[]): (Sample & { readonly samples: number }) | undefined {
  const used = uses.filter(({ purpose }) => purpose === 'attempt');
  const counted = used.length >= enoughMeasured ? used : uses;
  if (counted.length < enoughMeasured) return undefined;
  const usual = (of: keyof Sample) => Math.round(median(counted.map((use) => use[of])) ?? 0);
  return {
    memoryBytes: usual('memoryBytes'),
    diskBytes: usual('diskBytes'),
    cpuMillis: usual('cpuMillis'),
    samples: counted.length,
  };
}

/** Some of them, by chance: each has its turn in the long run. */
function drawn<T>(all: readonly T[], most: number): T[] {
  return [...all]
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, most)
    .map(({ one }) => one);
}
