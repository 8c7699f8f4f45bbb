import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { attempt as attempts } from '@springboard/db/schema/attempts.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { paramsToEnvironment } from '@springboard/lab-format/params.ts';
import { TestTerminal } from '@springboard/testkit/terminal.ts';
import { eq } from 'drizzle-orm';
import type { Row } from '../lib/measure.ts';
import { type BenchPlatform, benchPlatform } from '../lib/platform.ts';
import type { Suite } from '../lib/suite.ts';

const lab = 'ceph/first-cluster';

/** Params of an attempt, as a lab's scripts get them. */
async function paramsOf(platform: BenchPlatform, attemptId: string): Promise<Record<string, string>> {
  const [row] = await platform.database.db
    .select({ params: attempts.params, seed: attempts.seed })
    .from(attempts)
    .where(eq(attempts.id, attemptId));
  if (!row) throw new Error(`attempt ${attemptId} is not in the database`);
  return paramsToEnvironment(row.params, row.seed);
}

/** From the moment an independent probe sees the state a task asks for, until the page has the task passed; per task. */
async function round(
  platform: BenchPlatform,
  solutions: readonly string[],
  probe: string,
): Promise<number[]> {
  const api = await platform.learner();
  const started = await api.startAttempt(lab);
  const view = await api.waitFor(started.id, (now) => now.environment?.state === 'ready', 180_000);
  const environmentId = view.environment?.id ?? '';
  const env = await paramsOf(platform, view.id);
  const terminal = new TestTerminal(api, view.id, 'ceph1');
  await terminal.prompt();
  terminal.type(
    Object.entries(env)
      .map(([name, value]) => `export ${name}='${value}'`)
      .join('; '),
  );
  const latencies: number[] = [];
  for (const [index, solution] of solutions.entries()) {
    // As a person would: not before the task's fault is there and its checks have looked at it once.
    await api.waitFor(view.id, (now) => looked(now, index), 60_000);
    const seen = platform.driver.exec(environmentId, 'ceph1', {
      command: ['python3', '-', String(index + 1)],
      env,
      stdin: probe,
      timeoutMs: 120_000,
    });
    const ticked = api
      .waitFor(view.id, (now) => now.tasks[index]?.status === 'passed', 120_000)
      .then(() => Date.now());
    await terminal.client.run(randomUUID(), `bash -s <<'SOLUTION'\n${solution}\nSOLUTION`);
    const { exitCode, stdout, stderr } = await seen;
    if (exitCode !== 0)
      throw new Error(`the probe of task ${index + 1} failed: ${new TextDecoder().decode(stderr)}`);
    latencies.push((await ticked) - Number(new TextDecoder().decode(stdout)) * 1_000);
  }
  terminal.close();
  await api.finishAttempt(view.id);
  return latencies;
}

function looked(view: AttemptView, index: number): boolean {
  const task = view.tasks[index];
  return (
    task?.status === 'current' &&
    task.checks.every((check) => check.lastRunAt !== null && check.status !== 'running')
  );
}

export const grading: Suite = {
  summary: 'from the state a Ceph task asks for (seen by an independent probe) to its tick in the page',
  async run({ quick }) {
    const rounds = quick ? 2 : 10;
    const { labs } = await loadLabs(join(repositoryRoot, 'labs'));
    const tasks = labs.find((one) => one.definition.slug === lab)?.definition.tasks ?? [];
    const solutions = tasks.map((task) => task.solve?.script ?? '');
    const probe = await readFile(join(import.meta.dirname, '../probes/first_cluster.py'), 'utf8');
    const platform = await benchPlatform();
    const byTask: number[][] = tasks.map(() => []);
    try {
      for (let count = 1; count <= rounds; count += 1) {
        const latencies = await round(platform, solutions, probe);
        for (const [index, latency] of latencies.entries()) byTask[index]?.push(latency);
        console.error(
          `  round ${count}/${rounds}: ${latencies.map((latency) => `${Math.round(latency)} ms`).join(', ')}`,
        );
      }
    } finally {
      await platform.stop();
    }
    const rows: Row[] = [
      { what: 'state to tick, all tasks', samplesMs: byTask.flat() },
      ...tasks.map((task, index) => ({
        what: `state to tick: ${task.title}`,
        samplesMs: byTask[index] ?? [],
      })),
    ];
    return {
      rows,
      notes: [
        'The solution is typed into a terminal as a learner would; nothing presses Check. Goal: p95 under 3 s.',
      ],
    };
  },
};
