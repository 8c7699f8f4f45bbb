import { freemem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import type { BenchPlatform } from '../lib/platform.ts';
import { benchPlatform } from '../lib/platform.ts';
import type { Suite } from '../lib/suite.ts';

const lab = 'ceph/first-cluster';

interface Learner {
  readonly api: ApiClient;
  readonly view: AttemptView;
  readonly readyMs: number;
}

const ready = ({ environment }: AttemptView) => environment?.state === 'ready';

/** Runs the topology's probe and a write and a read by a client in the environment. */
async function works(platform: BenchPlatform, view: AttemptView): Promise<void> {
  const id = view.environment?.id ?? '';
  const script =
    'ceph osd pool ls | grep -qx bench || { ceph osd pool create bench 1 && ceph osd pool application enable bench rados; } >/dev/null 2>&1; echo hello >/tmp/hello && rados -p bench put hello /tmp/hello && [ "$(rados -p bench get hello -)" = hello ]';
  const result = await platform.driver.exec(id, 'ceph1', {
    command: ['sh', '-c', script],
    timeoutMs: 120_000,
  });
  if (result.exitCode !== 0) throw new Error(`environment ${id}: ${Buffer.from(result.stderr)}`);
}

export const forty: Suite = {
  summary:
    'forty ceph-single at once: each works, unused ones are frozen and woken, the one too many is queued',
  async run({ quick }) {
    const many = quick ? 4 : 40;
    // Room for exactly so many is what the host's memory gives at 24 GB; on a larger one the queue is met by the turn.
    const platform = await benchPlatform({
      SPRINGBOARD_IDLE_PAUSE: '30s',
      SPRINGBOARD_PROVISIONING_AT_ONCE: '4',
    });
    const notes: string[] = [];
    const wokenMs: number[] = [];
    try {
      const before = freemem();
      const begun = performance.now();
      const learners = await Promise.all(
        Array.from({ length: many }, async (): Promise<Learner> => {
          const api = await platform.learner();
          const since = performance.now();
          const { id } = await api.startAttempt(lab);
          const view = await api.waitFor(id, ready, 1_800_000);
          await works(platform, view);
          return { api, view, readyMs: performance.now() - since };
        }),
      );
      notes.push(
        `${many} were ready, and each had written and read, after ${Math.round((performance.now() - begun) / 1000)} s; free memory fell by ${Math.round((before - freemem()) / 2 ** 20)} MiB.`,
      );

      const frozenSince = performance.now();
      await Promise.all(
        learners.map(({ api, view }) =>
          api.waitFor(view.id, (now) => now.environment?.state === 'paused', 600_000),
        ),
      );
      notes.push(
        `All were frozen ${Math.round((performance.now() - frozenSince) / 1000)} s later, after 30 s of idleness each.`,
      );

      for (const { api, view } of learners.slice(0, quick ? 2 : 20)) {
        const since = performance.now();
        await api.request('POST', `/api/attempts/${view.id}/resume`);
        await api.waitFor(view.id, ({ environment }) => environment?.promptOpen ?? false, 60_000);
        await works(platform, view);
        wokenMs.push(performance.now() - since);
      }

      const held: ApiClient[] = [];
      let queued: AttemptView | undefined;
      for (let more = 0; more < 40 && !queued; more += 1) {
        const api = await platform.learner();
        held.push(api);
        const { id } = await api.startAttempt(lab);
        const view = await api.waitFor(
          id,
          (now) => ready(now) || (now.environment?.queue ?? null) !== null,
          300_000,
        );
        await pause(1_500);
        const settled = await api.attempt(id);
        if (settled.environment?.queue && settled.environment.queue.waitsFor !== 'turn') queued = settled;
        else if (!ready(view)) await api.waitFor(id, ready, 300_000);
      }
      const queue = queued?.environment?.queue;
      notes.push(
        queue
          ? `The one too many was number ${many + held.length}: place ${queue.place} of ${queue.of}, waits for ${queue.waitsFor}, is to start at ${queue.startsAt ?? 'an unknown time'}.`
          : `${many + held.length} fit; none was queued.`,
      );
      return {
        rows: [
          {
            what: 'Start to ready and client I/O, all at once',
            samplesMs: learners.map((one) => one.readyMs),
          },
          { what: 'Resume to client I/O, one by one', samplesMs: wokenMs },
        ],
        notes,
      };
    } finally {
      await platform.stop();
    }
  },
};
