import { setTimeout as pause } from 'node:timers/promises';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { engineFloor, floorNodes } from '@springboard/driver-incus/floor.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import type { Row } from '../lib/measure.ts';
import { type BenchPlatform, benchPlatform } from '../lib/platform.ts';
import { endRound, idleUse, playRound, type Round, restMs } from '../lib/round.ts';
import { chosenSubjects, type Subject } from '../lib/subjects.ts';
import type { Suite } from '../lib/suite.ts';

interface Rounds {
  readonly rounds: readonly Round[];
  readonly notes: readonly string[];
}

/** Cold rounds and the engine alone, in pairs. */
async function cold(
  platform: BenchPlatform,
  subject: Subject,
  topology: Topology,
  rounds: number,
): Promise<Rounds & { readonly floors: readonly number[] }> {
  const probe = topology.readiness[0];
  if (!probe) throw new Error(`topology ${topology.name} has no probe`);
  const images = Object.fromEntries(
    await Promise.all(
      topology.nodes.map(async (one) => [one.name, await resolveImage(repositoryRoot, one.image)] as const),
    ),
  );
  const nodes = floorNodes({ id: '', topology, images, authorizedKey: '' });
  await platform.setPool(subject.topology, 0);
  const api = await platform.learner();
  const measured: Round[] = [];
  const floors: number[] = [];
  const idle: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { totalMs } = await engineFloor(platform.driver.client, nodes, probe);
    floors.push(totalMs);
    await pause(restMs);
    const times = await playRound(api, subject);
    measured.push(times);
    if (round === rounds - 1) {
      await pause(10_000);
      const use = await idleUse(platform, times.environmentId, 10);
      idle.push(
        `${subject.topology}: idle ${Math.round(use.mebibytes)} MiB of memory and ${use.cpuMillis.toFixed(0)} thousandths of a core.`,
      );
    }
    await endRound(platform, api, times);
    await pause(restMs);
    console.error(
      `  ${subject.topology} cold ${round + 1}/${rounds}: usable ${Math.round(times.usableMs)} ms, engine alone ${Math.round(totalMs)} ms`,
    );
  }
  const added = measured.map((one, round) => one.usableMs - (floors[round] ?? 0)).toSorted((a, b) => a - b);
  return {
    rounds: measured,
    floors,
    notes: [
      `${subject.topology}: the platform adds ${Math.round(added[added.length >> 1] ?? 0)} ms (median of ${rounds} pairs; worst ${Math.round(added.at(-1) ?? 0)} ms) to the engine alone.`,
      ...idle,
    ],
  };
}

/** Rounds from the pool. A round that the pool did not serve is an error: it would be another measurement. */
async function warm(
  platform: BenchPlatform,
  subject: Subject,
  mode: 'running' | 'frozen',
  rounds: number,
): Promise<Rounds> {
  await platform.setPool(subject.topology, 1, mode);
  const api = await platform.learner();
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await platform.untilPooled(subject.topology, mode);
    await pause(restMs);
    const times = await playRound(api, subject);
    if (times.course !== 'warm') throw new Error(`round ${round + 1} took the course ${times.course}`);
    measured.push(times);
    await endRound(platform, api, times);
    console.error(
      `  ${subject.topology} ${mode} ${round + 1}/${rounds}: prompt ${Math.round(times.promptMs)} ms, ready ${Math.round(times.readyMs)} ms`,
    );
  }
  await platform.setPool(subject.topology, 0);
  return { rounds: measured, notes: [] };
}

function rowsOf(title: string, rounds: readonly Round[], floors?: readonly number[]): Row[] {
  const column = (key: 'promptMs' | 'usableMs' | 'readyMs') => rounds.map((one) => one[key]);
  const against = floors && { name: 'engine alone: copy, boot, probe', samplesMs: floors };
  return [
    { what: `${title}: Start to prompt`, samplesMs: column('promptMs') },
    {
      what: `${title}: Start to prompt and healthy`,
      samplesMs: column('usableMs'),
      ...(against ? { against } : {}),
    },
    { what: `${title}: Start to ready (with the lab's setup)`, samplesMs: column('readyMs') },
    {
      what: `${title}: ready without the lab's setup`,
      samplesMs: rounds.map((one) => one.readyMs - (one.stages.setup ?? 0)),
    },
    ...Object.keys(rounds[0]?.stages ?? {}).map((stage) => ({
      what: `${title}: stage ${stage}`,
      samplesMs: rounds.map((one) => one.stages[stage] ?? 0),
    })),
  ];
}

export const environments: Suite = {
  summary:
    'each topology, cold and warm: Start to prompt, healthy, ready, next to the engine alone; use when idle',
  async run({ quick }) {
    const platform = await benchPlatform();
    const topologies = await loadTopologies(repositoryRoot);
    const rows: Row[] = [];
    const notes: string[] = [];
    try {
      for (const subject of chosenSubjects()) {
        const topology = topologies.get(subject.topology);
        if (!topology) throw new Error(`topology ${subject.topology} is missing`);
        const made = await cold(platform, subject, topology, quick ? 2 : 10);
        rows.push(...rowsOf(`${subject.topology}, cold`, made.rounds, made.floors));
        notes.push(...made.notes);
        for (const mode of ['running', 'frozen'] as const) {
          const { rounds } = await warm(platform, subject, mode, quick ? 3 : 40);
          rows.push(...rowsOf(`${subject.topology}, warm (${mode})`, rounds));
        }
      }
    } finally {
      await platform.stop();
    }
    return { rows, notes };
  },
};
