import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { loadTopology } from '@springboard/environments/load-topology.ts';
import { sizeInBytes } from '@springboard/environments/units.ts';
import { solveFirstTask } from '@springboard/grading/testing/solve-first-task.ts';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import type { Figure } from '../lib/measure.ts';
import { type BenchPlatform, benchPlatform } from '../lib/platform.ts';
import { untilReady } from '../lib/round.ts';
import type { Suite } from '../lib/suite.ts';
import { whileAwake } from '../lib/while-awake.ts';

const lab = 'ceph/first-cluster';
const node = 'ceph1';
/** Nobody may wait longer than this for anything, in milliseconds. */
const patienceMs = 1_800_000;
/** A look fills the host with so many more than it starts, at most. */
const spareOfALook = 2;
/** Long enough that nobody is paused while the others' clusters still boot beside theirs, in seconds. */
const idleSeconds = 240;
/** The host is full long before so many more. */
const mostMore = 40;

interface Learner {
  readonly api: ApiClient;
  readonly view: AttemptView;
  readonly readyMs: number;
}

const ready = ({ environment }: AttemptView) => environment?.state === 'ready';

/** Runs a script in the environment's node; throws with what it said when it fails. */
async function run(platform: BenchPlatform, view: AttemptView, script: string): Promise<void> {
  const id = view.environment?.id ?? '';
  const command = ['sh', '-c', script];
  const result = await whileAwake(() => platform.driver.exec(id, node, { command, timeoutMs: 120_000 }));
  if (result.exitCode !== 0)
    throw new Error(
      `environment ${id}: ${script} ended with ${result.exitCode}: ${Buffer.from(result.stderr)}`,
    );
}

/** A pool is made, and a client writes into it and reads it back. */
const firstIo =
  'ceph osd pool create bench 1 >/dev/null 2>&1 && ceph osd pool application enable bench rados >/dev/null 2>&1 && echo hello >/tmp/hello && rados -p bench put hello /tmp/hello && [ "$(rados -p bench get hello -)" = hello ]';
/** What a learner's first command after a pause does: one new client, one write. */
const nextIo = 'rados -p bench put hello /tmp/hello';

/** Starts the lab, has its first task solved and passed, and a client write and read. */
async function settle(platform: BenchPlatform): Promise<Learner> {
  const api = await platform.learner();
  const since = performance.now();
  const { id } = await api.startAttempt(lab);
  const view = await untilReady(api, id, patienceMs);
  const readyMs = performance.now() - since;
  await run(platform, view, firstIo);
  const { rows } = await platform.database.pool.query('select seed from attempt where id = $1', [id]);
  const environmentId = view.environment?.id ?? '';
  // The save point of the start stands the nodes still for a moment.
  await api.waitFor(id, (now) => ready(now) && (now.environment?.savePoints.length ?? 0) > 0, patienceMs);
  await solveFirstTask({ driver: platform.driver, environmentId, node, lab, seed: rows[0]?.seed ?? '' });
  await api.request('POST', `/api/attempts/${id}/tasks/${view.tasks[0]?.id}/check`);
  await api.waitFor(id, (now) => now.tasks[0]?.status === 'passed', patienceMs);
  return { api, view, readyMs };
}

/** Starts one after the other until one has to wait for room; that one, or undefined when more than enough fit. */
async function untilFull(platform: BenchPlatform): Promise<{ more: number; queued?: AttemptView }> {
  for (let more = 1; more <= mostMore; more += 1) {
    const api = await platform.learner();
    const { id } = await api.startAttempt(lab);
    const lacksRoom = ({ environment }: AttemptView) =>
      environment?.queue != null && environment.queue.waitsFor !== 'turn';
    const view = await api.waitFor(id, (now) => ready(now) || lacksRoom(now), patienceMs);
    if (lacksRoom(view)) return { more, queued: view };
  }
  return { more: mostMore };
}

/** A look is to meet a full host, too, and not to fill a large one: so much of the memory is kept back then, in per cent. */
async function reserveOfALook(many: number): Promise<string> {
  const { size } = await loadTopology(join(repositoryRoot, 'infra/environments/ceph-single'));
  const wanted = sizeInBytes(size.memory) * (many + spareOfALook);
  return `${Math.max(1, Math.floor((100 * (freemem() - wanted)) / totalmem()))}%`;
}

export const forty: Suite = {
  summary:
    'forty ceph-single at once: each works, unused ones are frozen and woken, the one too many is queued',
  async run({ quick }) {
    const many = quick ? 4 : 40;
    const platform = await benchPlatform({
      SPRINGBOARD_IDLE_PAUSE: `${idleSeconds}s`,
      SPRINGBOARD_PROVISIONING_AT_ONCE: '4',
      ...(quick ? { SPRINGBOARD_MEMORY_RESERVE: await reserveOfALook(many) } : {}),
    });
    const figures: Figure[] = [];
    const note = (what: string, value: number, unit: string) =>
      figures.push({ what, value: Math.round(value), unit });
    try {
      const before = freemem();
      const begun = performance.now();
      const learners = await Promise.all(Array.from({ length: many }, () => settle(platform)));
      note(`${many} ready, first task passed, client I/O: after`, (performance.now() - begun) / 1000, 's');
      note('free memory fell by', (before - freemem()) / 2 ** 20, 'MiB');
      console.error(`  ${many} are ready`);

      const since = performance.now();
      await Promise.all(
        learners.map(({ api, view }) =>
          api.waitFor(view.id, (now) => now.environment?.state === 'paused', patienceMs),
        ),
      );
      note(
        `all frozen, after ${idleSeconds} s of idleness each, a further`,
        (performance.now() - since) / 1000 - idleSeconds,
        's',
      );
      console.error(`  ${many} are frozen`);

      const wokenMs: number[] = [];
      for (const { api, view } of learners.slice(0, quick ? 2 : 20)) {
        const asked = performance.now();
        await api.request('POST', `/api/attempts/${view.id}/resume`);
        await api.waitFor(view.id, ({ environment }) => environment?.promptOpen ?? false, 60_000);
        await run(platform, view, nextIo);
        wokenMs.push(performance.now() - asked);
      }

      const { more, queued } = await untilFull(platform);
      const queue = queued?.environment?.queue;
      return {
        rows: [
          { what: 'Start to ready, all at once', samplesMs: learners.map((one) => one.readyMs) },
          { what: 'Resume to client I/O, one by one', samplesMs: wokenMs },
        ],
        figures,
        notes: [
          queue
            ? `The one too many was number ${many + more}: place ${queue.place} of ${queue.of}, waits for ${queue.waitsFor}, is to start at ${queue.startsAt ?? 'an unknown time'}.`
            : `${many + more} fit; none was queued.`,
        ],
      };
    } finally {
      await platform.stop();
    }
  },
};
