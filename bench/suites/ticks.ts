import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { checkRun } from '@springboard/db/schema/attempts.ts';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import { TestTerminal } from '@springboard/testkit/terminal.ts';
import { and, eq } from 'drizzle-orm';
import { quantileSorted } from 'simple-statistics';
import type { Figure, Row } from '../lib/measure.ts';
import { type BenchPlatform, benchPlatform } from '../lib/platform.ts';
import type { Suite } from '../lib/suite.ts';
import { type TickLab, taskId, writeTickLabs } from '../lib/tick-labs.ts';
import { whileAwake } from '../lib/while-awake.ts';

/** When the cause was there, on the node; containers have the host's clock. */
const causedAt = '/root/caused-at';

const trivial = {
  environment: 'linux-single',
  node: 'host1',
  cause: (task: string) => `touch /root/${task}`,
  check: (task: string) => `test -e /root/${task}`,
};
const ceph = {
  environment: 'ceph-single',
  node: 'ceph1',
  cause: (task: string) => `ceph osd pool create ${task} 1 >/dev/null`,
  check: (task: string) => `ceph osd pool ls | grep -qx ${task}`,
};

interface Case extends TickLab {
  readonly name: string;
  readonly learners: number;
}

/** With 30, as many learners as the case has environments for, each with its part of the checks: all due in the same moment. */
function casesOf(quick: boolean): Case[] {
  const rounds = quick ? 2 : 10;
  const one = { learners: 1, tasks: rounds, checksPerTask: 1 };
  const few = quick ? 1 : 4;
  return [
    { ...trivial, ...one, slug: 'bench/trivial-one', name: 'trivial, one' },
    { ...ceph, ...one, slug: 'bench/ceph-one', name: 'ceph, one' },
    quick
      ? {
          ...trivial,
          learners: 5,
          tasks: few,
          checksPerTask: 6,
          slug: 'bench/trivial-30',
          name: 'trivial, 30 at once',
        }
      : {
          ...trivial,
          learners: 30,
          tasks: few,
          checksPerTask: 1,
          slug: 'bench/trivial-30',
          name: 'trivial, 30 at once',
        },
    { ...ceph, learners: 3, tasks: few, checksPerTask: 10, slug: 'bench/ceph-30', name: 'ceph, 30 at once' },
  ];
}

/** One check of one learner: from the cause to the tick, and what of it was what; milliseconds. */
interface Tick {
  readonly learner: number;
  readonly whole: number;
  /** Until its last look began: the terminal's silence, the queue of grading, and looks that came too early. */
  readonly wait: number;
  readonly check: number;
  /** From the verdict to the page: stored, announced, pushed. */
  readonly push: number;
}

class Learner {
  readonly #platform: BenchPlatform;
  readonly #case: Case;
  readonly #number: number;
  readonly #api: ApiClient;
  readonly #attempt: AttemptView;
  readonly #terminal: TestTerminal;

  private constructor(
    platform: BenchPlatform,
    of: Case,
    number: number,
    api: ApiClient,
    attempt: AttemptView,
  ) {
    this.#platform = platform;
    this.#case = of;
    this.#number = number;
    this.#api = api;
    this.#attempt = attempt;
    this.#terminal = new TestTerminal(api, attempt.id, of.node);
  }

  static async start(platform: BenchPlatform, of: Case, number: number): Promise<Learner> {
    const api = await platform.learner();
    const { id } = await api.startAttempt(of.slug);
    const attempt = await api.waitFor(id, (now) => now.environment?.state === 'ready', 600_000);
    const learner = new Learner(platform, of, number, api, attempt);
    await learner.#terminal.prompt();
    return learner;
  }

  /** Not before every check of the task has looked once, as a person would not be. */
  async ready(index: number): Promise<void> {
    await this.#api.waitFor(
      this.#attempt.id,
      ({ tasks }) =>
        tasks[index]?.status === 'current' &&
        tasks[index].checks.every(({ lastRunAt, status }) => lastRunAt !== null && status !== 'running'),
      120_000,
    );
  }

  /** Types the cause of a task, and follows the page until all of its checks have ticked. */
  async tick(index: number): Promise<Tick[]> {
    const task = taskId(index);
    const ticked = new Map<string, number>();
    const all = this.#api.waitFor(
      this.#attempt.id,
      ({ tasks }) => {
        for (const check of tasks[index]?.checks ?? [])
          if (check.status === 'pass' && !ticked.has(check.id)) ticked.set(check.id, Date.now());
        return tasks[index]?.status === 'passed';
      },
      120_000,
    );
    const line = `${this.#case.cause(task)}; date +%s.%N > ${causedAt}`;
    await this.#terminal.client.run(randomUUID(), line);
    await all;
    const { driver, database } = this.#platform;
    const seen = await whileAwake(() =>
      driver.exec(this.#attempt.environment?.id ?? '', this.#case.node, {
        command: ['cat', causedAt],
        timeoutMs: 10_000,
      }),
    );
    const cause = Number(new TextDecoder().decode(seen.stdout)) * 1_000;
    const runs = await database.db
      .select()
      .from(checkRun)
      .where(
        and(
          eq(checkRun.attemptId, this.#attempt.id),
          eq(checkRun.taskId, task),
          eq(checkRun.verdict, 'pass'),
        ),
      );
    return runs.map(({ checkId, startedAt, durationMs }) => {
      const shown = ticked.get(checkId) ?? Number.NaN;
      const start = startedAt.getTime();
      return {
        learner: this.#number,
        whole: shown - cause,
        wait: start - cause,
        check: durationMs,
        push: shown - start - durationMs,
      };
    });
  }

  async end(): Promise<void> {
    this.#terminal.close();
    await this.#api.finishAttempt(this.#attempt.id);
  }
}

async function measure(platform: BenchPlatform, of: Case): Promise<Tick[]> {
  const learners = await Promise.all(
    Array.from({ length: of.learners }, (_, number) => Learner.start(platform, of, number)),
  );
  const ticks: Tick[] = [];
  for (let index = 0; index < of.tasks; index += 1) {
    await Promise.all(learners.map((learner) => learner.ready(index)));
    const round = (await Promise.all(learners.map((learner) => learner.tick(index)))).flat();
    ticks.push(...round);
    const worst = Math.round(Math.max(...round.map(({ whole }) => whole)));
    console.error(
      `  ${of.name}, round ${index + 1}/${of.tasks}: ${round.length} ticks, the last after ${worst} ms`,
    );
  }
  await Promise.all(learners.map((learner) => learner.end()));
  return ticks;
}

const p95 = (values: readonly number[]) =>
  quantileSorted(
    values.toSorted((a, b) => a - b),
    0.95,
  );

/** What the ticks of many at once wait for, and whether all learners wait alike. */
function boundOf(of: Case, ticks: readonly Tick[]): { note: string; figures: Figure[] } {
  const parts = {
    'waiting for its turn (silence of the terminal, queue of grading)': p95(ticks.map(({ wait }) => wait)),
    'the check itself, on nodes that share the processors': p95(ticks.map(({ check }) => check)),
    'storing and pushing the verdict': p95(ticks.map(({ push }) => push)),
  };
  const [bound] = Object.entries(parts).sort(([, a], [, b]) => b - a);
  const means = [...Map.groupBy(ticks, ({ learner }) => learner).values()].map(
    (own) => own.reduce((sum, { whole }) => sum + whole, 0) / own.length,
  );
  const spread = Math.max(...means) / Math.min(...means);
  return {
    note: `${of.name}: bounded by ${bound?.[0]} (p95 ${Math.round(bound?.[1] ?? 0)} ms).`,
    figures: [
      {
        what: `${of.name}: mean of the slowest learner over that of the quickest`,
        value: Number(spread.toFixed(2)),
        unit: '×',
      },
    ],
  };
}

export const ticks: Suite = {
  summary:
    'from a cause to its tick in the page: a trivial check and a ceph one, with one and with 30 at once',
  async run({ quick }) {
    const cases = casesOf(quick);
    const labs = await writeTickLabs(cases);
    const rows: Row[] = [];
    const figures: Figure[] = [];
    const notes = ['Goal with one: p95 under 1.5 s (trivial) and 3 s (ceph). Nothing presses Check.'];
    try {
      for (const of of cases) {
        // One after the other, each on a platform of its own: nothing of the last one runs beside the next.
        const platform = await benchPlatform({ SPRINGBOARD_LABS: labs, SPRINGBOARD_POOLS: '' });
        try {
          const measured = await measure(platform, of);
          rows.push(
            { what: `${of.name}: cause to tick`, samplesMs: measured.map(({ whole }) => whole) },
            { what: `${of.name}: until its check began`, samplesMs: measured.map(({ wait }) => wait) },
            { what: `${of.name}: the check`, samplesMs: measured.map(({ check }) => check) },
            { what: `${of.name}: verdict to page`, samplesMs: measured.map(({ push }) => push) },
          );
          if (of.learners === 1) continue;
          const bound = boundOf(of, measured);
          notes.push(bound.note);
          figures.push(...bound.figures);
        } finally {
          await platform.stop();
        }
      }
    } finally {
      await rm(labs, { recursive: true });
    }
    return { rows, figures, notes };
  },
};
