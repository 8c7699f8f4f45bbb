import { setTimeout as pause } from 'node:timers/promises';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { engineFloor, floorNodes } from '@springboard/driver-incus/floor.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { grantsOf, type Topology } from '@springboard/environments/topology.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { type CloudTimes, untilServer, untilThawed, untilToken } from '../lib/cloud.ts';
import type { Figure, Row } from '../lib/measure.ts';
import { type BenchPlatform, benchPlatform } from '../lib/platform.ts';
import { endRound, idleUse, playRound, type Round, restMs } from '../lib/round.ts';
import { chosenRounds, chosenSubjects, type Subject } from '../lib/subjects.ts';
import type { Suite } from '../lib/suite.ts';

/** An environment is left alone for so long before its idle use is measured, and then measured for so long, in seconds. */
const idle = { afterSeconds: 10, forSeconds: 10 };
/** Rounds that the pool did not serve are another measurement: played again, told, and no more than so many. */
const mostMisses = 3;

/** The first start of an installation also makes what all its environments share in the engine; no round is to bear that. */
async function warmUp(platform: BenchPlatform, subject: Subject): Promise<void> {
  const api = await platform.learner();
  await endRound(platform, api, await playRound(api, subject));
  await pause(restMs);
}

/** Cold rounds and the engine alone, in pairs. */
async function cold(platform: BenchPlatform, subject: Subject, topology: Topology, rounds: number) {
  const images = Object.fromEntries(
    await Promise.all(
      topology.nodes.map(async (one) => [one.name, await resolveImage(repositoryRoot, one.image)] as const),
    ),
  );
  const nodes = floorNodes({ id: '', topology, images, authorizedKey: '' });
  const api = await platform.learner();
  const measured: Round[] = [];
  const floors: number[] = [];
  const clouds: CloudTimes[] = [];
  const figures: Figure[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { totalMs } = await engineFloor(platform.driver.client, nodes, topology.readiness);
    floors.push(totalMs);
    await pause(restMs);
    let tokenMs = 0;
    const times = await playRound(api, subject, async (environmentId, begun) => {
      if (subject.cloud) tokenMs = await untilToken(platform, environmentId, begun);
    });
    if (times.course !== 'cold') throw new Error(`round ${round + 1} took the course ${times.course}`);
    measured.push(times);
    if (subject.cloud) {
      const serverMs = await untilServer(platform, times.environmentId, times.begun);
      clouds.push({ tokenMs, serverMs, thawedMs: await untilThawed(platform, api, times) });
    }
    if (round === rounds - 1) figures.push(...(await idleFigures(platform, subject, times)));
    await endRound(platform, api, times);
    await pause(restMs);
    console.error(
      `  ${subject.topology} cold ${round + 1}/${rounds}: usable ${Math.round(times.usableMs)} ms, engine alone ${Math.round(totalMs)} ms`,
    );
  }
  const added = measured.map((one, round) => one.usableMs - (floors[round] ?? 0)).toSorted((a, b) => a - b);
  figures.push(
    figure(subject, `the platform adds to the engine alone, median of ${rounds} pairs`, middle(added), 'ms'),
    figure(subject, 'the platform adds to the engine alone, worst pair', added.at(-1), 'ms'),
  );
  const title = `${subject.topology}, cold`;
  return { rows: [...rowsOf(title, measured, floors), ...cloudRows(title, clouds)], figures };
}

function cloudRows(title: string, clouds: readonly CloudTimes[]): Row[] {
  if (clouds.length === 0) return [];
  return [
    { what: `${title}: Start to openstack token issue`, samplesMs: clouds.map((one) => one.tokenMs) },
    { what: `${title}: Start to a server ACTIVE`, samplesMs: clouds.map((one) => one.serverMs) },
    { what: `${title}: Resume to openstack token issue`, samplesMs: clouds.map((one) => one.thawedMs) },
  ];
}

async function idleFigures(platform: BenchPlatform, subject: Subject, round: Round): Promise<Figure[]> {
  await pause(idle.afterSeconds * 1000);
  const use = await idleUse(platform, round.environmentId, idle.forSeconds);
  return [
    figure(subject, 'memory of an idle environment', use.mebibytes, 'MiB'),
    figure(subject, 'processor of an idle environment', use.cpuMillis, 'thousandths of a core'),
  ];
}

/** Rounds from the pool. */
async function warm(
  platform: BenchPlatform,
  subject: Subject,
  mode: 'running' | 'frozen',
  rounds: number,
): Promise<{ readonly rows: readonly Row[]; readonly notes: readonly string[] }> {
  await platform.setPool(subject.topology, 1, mode);
  const api = await platform.learner();
  const measured: Round[] = [];
  let misses = 0;
  while (measured.length < rounds) {
    await platform.untilPooled(subject.topology, mode);
    await pause(restMs);
    const times = await playRound(api, subject);
    await endRound(platform, api, times);
    if (times.course !== 'warm') {
      misses += 1;
      if (misses > mostMisses) throw new Error(`${misses} rounds were not served by the ${mode} pool`);
      continue;
    }
    measured.push(times);
    console.error(
      `  ${subject.topology} ${mode} ${measured.length}/${rounds}: prompt ${Math.round(times.promptMs)} ms, ready ${Math.round(times.readyMs)} ms`,
    );
  }
  await platform.setPool(subject.topology, 0);
  return {
    rows: rowsOf(`${subject.topology}, warm (${mode})`, measured),
    notes: misses > 0 ? [`${subject.topology}: ${misses} rounds were not served by the ${mode} pool.`] : [],
  };
}

function rowsOf(title: string, rounds: readonly Round[], floors?: readonly number[]): Row[] {
  const column = (key: 'promptMs' | 'usableMs' | 'readyMs') => rounds.map((one) => one[key]);
  const against = floors && { name: 'engine alone: network, copy, boot, probe', samplesMs: floors };
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

const middle = (sorted: readonly number[]) => sorted[sorted.length >> 1];

function figure({ topology }: Subject, what: string, value: number | undefined, unit: string): Figure {
  return { what: `${topology}: ${what}`, value: Math.round(value ?? Number.NaN), unit };
}

export const environments: Suite = {
  summary:
    'each topology, cold and warm: Start to prompt, healthy, ready, next to the engine alone; use when idle',
  async run({ quick }) {
    const [subjects, kinds] = [chosenSubjects(), chosenRounds()];
    const topologies = await loadTopologies(repositoryRoot);
    const grants = subjects.flatMap(({ topology: name }) => {
      const topology = topologies.get(name);
      return topology === undefined ? [] : grantsOf(topology);
    });
    const platform = await benchPlatform({ SPRINGBOARD_GRANTS: [...new Set(grants)].join(',') });
    const rows: Row[] = [];
    const figures: Figure[] = [];
    const notes: string[] = [];
    try {
      for (const subject of subjects) {
        const topology = topologies.get(subject.topology);
        if (!topology) throw new Error(`topology ${subject.topology} is missing`);
        await warmUp(platform, subject);
        for (const kind of kinds) {
          if (kind === 'cold') {
            const made = await cold(platform, subject, topology, quick ? 2 : 10);
            rows.push(...made.rows);
            figures.push(...made.figures);
          } else {
            const served = await warm(platform, subject, kind, quick ? 3 : 40);
            rows.push(...served.rows);
            notes.push(...served.notes);
          }
        }
      }
    } finally {
      await platform.stop();
    }
    return { rows, figures, notes };
  },
};
