import { getAttempt } from '@springboard/core/attempts.ts';
import { aWorld, type World } from '@springboard/core/testing/fixtures.ts';
import { aRunningAttempt } from '@springboard/core/testing/steps.ts';
import { person } from '@springboard/db/schema/people.ts';
import type { Handlers } from '@springboard/queue/worker.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startMetrics, type WorkerMetrics } from './metrics.ts';

let database: TestDatabase;
let world: World;
const started: WorkerMetrics[] = [];
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(async () => {
  for (const metrics of started.splice(0)) await metrics.close();
  await database.close();
});

async function start(): Promise<{ metrics: WorkerMetrics; scrape: () => Promise<string> }> {
  const metrics = await startMetrics(world.ctx, 0, { info: () => {}, warn: () => {} });
  started.push(metrics);
  const scrape = async () => (await fetch(`http://127.0.0.1:${metrics.port}/metrics`)).text();
  return { metrics, scrape };
}

const linesOf = (text: string, name: string) =>
  text.split('\n').filter((line) => line.startsWith(`${name}{`));
const readyCount = 'springboard_environment_ready_seconds_count{topology="pair",course="cold"} 1';

it('tells a start with its stages, the same after a restart, however often it is asked, and of nobody in person', async () => {
  const { scrape } = await start();
  expect(linesOf(await scrape(), 'springboard_stage_duration_seconds_count')).toEqual([]);
  const { actor, id } = await aRunningAttempt(world);
  const text = (await Promise.all([scrape(), scrape(), scrape()])).at(-1) ?? '';
  const stages = linesOf(text, 'springboard_stage_duration_seconds_count');
  for (const stage of ['network', 'nodes', 'boot', 'healthy', 'setup'])
    expect(stages).toContain(
      `springboard_stage_duration_seconds_count{topology="pair",stage="${stage}",course="cold"} 1`,
    );
  expect(text).toContain(readyCount);
  expect(text).toContain('springboard_environments{topology="pair",purpose="attempt",state="ready"} 1');
  expect(text).toContain('springboard_lab_freshness{lab="test/lab",state="due"} 1');
  expect(text).toContain('springboard_engine_up 1');
  expect(text).toContain('springboard_capacity_cpu_cores{kind="total"} 2');

  const afterRestart = await (await start()).scrape();
  expect(linesOf(afterRestart, 'springboard_stage_duration_seconds_count').sort()).toEqual(stages.sort());
  expect(afterRestart).toContain(readyCount);

  const view = await getAttempt(world.ctx, actor, id);
  const people = await database.db.select().from(person);
  for (const secret of [
    id,
    view.environment?.id ?? id,
    ...people.flatMap(({ id, name, email }) => [id, name, email]),
  ])
    expect(afterRestart).not.toContain(secret);
});

it('measures each job, and passes on what its handler does', async () => {
  const { metrics, scrape } = await start();
  const handlers = metrics.measured({
    'environment.admit': async () => {},
    'environment.reconcile': () => Promise.reject(new Error('no')),
  } as unknown as Handlers);
  const run = { signal: new AbortController().signal, attempt: 1, lastAttempt: false };
  await handlers['environment.admit']({}, run);
  await expect(handlers['environment.reconcile']({}, run)).rejects.toThrow('no');
  const text = await scrape();
  expect(text).toContain('springboard_job_duration_seconds_count{work="environment.admit",outcome="done"} 1');
  expect(text).toContain(
    'springboard_job_duration_seconds_count{work="environment.reconcile",outcome="failed"} 1',
  );
});
