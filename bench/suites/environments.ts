import { setTimeout as pause } from 'node:timers/promises';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { engineFloor, floorNodes } from '@springboard/driver-incus/floor.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import { TestTerminal } from '@springboard/testkit/terminal.ts';
import type { Row } from '../lib/measure.ts';
import { type BenchPlatform, benchPlatform } from '../lib/platform.ts';
import type { Suite } from '../lib/suite.ts';

const subjects = [
  { topology: 'linux-single', lab: 'linux/first-steps', node: 'host1' },
  { topology: 'ceph-single', lab: 'ceph/first-cluster', node: 'ceph1' },
] as const;

/** Between rounds the machine gets so long to finish what destroying left behind; rounds are to be alike. */
const restMs = 2_000;

interface Round {
  readonly promptMs: number;
  readonly healthyMs: number;
  readonly usableMs: number;
  readonly readyMs: number;
  readonly stages: Record<string, number>;
}

/** *Start* to a prompt, to a healthy system, and to *ready*, as the page sees them: by live events and a socket. */
async function platformRound(
  api: ApiClient,
  lab: string,
  node: string,
): Promise<Round & { readonly id: string; readonly environmentId: string }> {
  const begun = performance.now();
  const started = await api.startAttempt(lab);
  let promptMs: number | undefined;
  const prompt = api
    .waitFor(started.id, (view) => view.environment?.promptOpen ?? false, 180_000)
    .then(async () => {
      const terminal = new TestTerminal(api, started.id, node);
      await terminal.prompt();
      promptMs = performance.now() - begun;
      terminal.close();
    });
  const healthy = api
    .waitFor(started.id, (view) => stageDone(view, 'healthy'), 180_000)
    .then(() => performance.now() - begun);
  const ready = await api.waitFor(started.id, (view) => view.environment?.state === 'ready', 180_000);
  const readyMs = performance.now() - begun;
  const healthyMs = await healthy;
  await prompt;
  if (promptMs === undefined || !ready.environment) throw new Error(`${lab} got no prompt`);
  const stages = Object.fromEntries(
    ready.environment.stages.map(({ stage, durationMs }) => [stage, durationMs ?? 0]),
  );
  return {
    id: started.id,
    environmentId: ready.environment.id,
    promptMs,
    healthyMs,
    usableMs: Math.max(promptMs, healthyMs),
    readyMs,
    stages,
  };
}

function stageDone(view: AttemptView, name: string): boolean {
  return view.environment?.stages.some(({ stage, status }) => stage === name && status === 'done') ?? false;
}

async function untilGone(platform: BenchPlatform, environmentId: string): Promise<void> {
  while (await platform.driver.inspect(environmentId)) await pause(100);
}

export const environments: Suite = {
  summary: 'cold start of each topology: Start to prompt, healthy, ready, next to the engine alone',
  async run({ quick }) {
    const rounds = quick ? 3 : 10;
    const platform = await benchPlatform();
    const topologies = await loadTopologies(repositoryRoot);
    const rows: Row[] = [];
    const notes: string[] = [];
    try {
      for (const { topology: name, lab, node } of subjects) {
        const topology = topologies.get(name);
        const probe = topology?.readiness[0];
        if (!topology || !probe) throw new Error(`topology ${name} is missing or has no probe`);
        const images = Object.fromEntries(
          await Promise.all(
            topology.nodes.map(
              async (one) => [one.name, await resolveImage(repositoryRoot, one.image)] as const,
            ),
          ),
        );
        const nodes = floorNodes({ id: '', topology, images, authorizedKey: '' });
        const api = await platform.learner();
        const measured: Round[] = [];
        const floors: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const { totalMs } = await engineFloor(platform.driver.client, nodes, probe);
          floors.push(totalMs);
          await pause(restMs);
          const { id, environmentId, ...times } = await platformRound(api, lab, node);
          measured.push(times);
          await api.finishAttempt(id);
          await untilGone(platform, environmentId);
          await pause(restMs);
          console.error(
            `  ${name} ${round + 1}/${rounds}: usable ${Math.round(times.usableMs)} ms, engine alone ${Math.round(totalMs)} ms`,
          );
        }
        const floor = { name: 'engine alone: copy, boot, probe', samplesMs: floors };
        const column = (key: Exclude<keyof Round, 'stages'>) => measured.map((one) => one[key]);
        rows.push(
          { what: `${name}: Start to prompt`, samplesMs: column('promptMs') },
          { what: `${name}: Start to prompt and healthy`, samplesMs: column('usableMs'), against: floor },
          { what: `${name}: Start to ready (with the lab's setup)`, samplesMs: column('readyMs') },
          ...Object.keys(measured[0]?.stages ?? {}).map((stage) => ({
            what: `${name}: stage ${stage}`,
            samplesMs: measured.map((one) => one.stages[stage] ?? 0),
          })),
        );
        const added = measured
          .map((one, round) => one.usableMs - (floors[round] ?? 0))
          .toSorted((a, b) => a - b);
        notes.push(
          `${name}: the platform adds ${Math.round(added[Math.floor(added.length / 2)] ?? 0)} ms (median of ${rounds} pairs; worst ${Math.round(added.at(-1) ?? 0)} ms) to the engine alone.`,
        );
      }
    } finally {
      await platform.stop();
    }
    return { rows, notes };
  },
};
