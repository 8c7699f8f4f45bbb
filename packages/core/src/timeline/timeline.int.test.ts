import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ItemOf, TimelineKind, TimelineView } from '@springboard/contracts/timeline.ts';
import { checkRun } from '@springboard/db/schema/attempts.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHint } from '../attempts/hints.ts';
import { pauseEnvironment, resumeEnvironment } from '../attempts/pauses.ts';
import { createSavePoint, rewindEnvironment } from '../attempts/save-points.ts';
import { finishAttempt, getAttempt, resetEnvironment } from '../attempts.ts';
import { giveFeedback } from '../health/feedback.ts';
import { recordingPath } from '../recordings/files.ts';
import { anActor, aWorld, notYet, pass, type World } from '../testing/fixtures.ts';
import { aRunningAttempt, environmentOf, grade, runEnvironmentJobs } from '../testing/steps.ts';
import { runEvidence } from './evidence.ts';
import { viewTimeline } from './view.ts';

let database: TestDatabase;
let world: World;
let recordings: string;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  recordings = await mkdtemp(join(tmpdir(), 'springboard-recordings-'));
  world.ctx = { ...world.ctx, recordings };
});
afterEach(async () => {
  await database.close();
  await rm(recordings, { recursive: true, force: true });
});

const minute = 60_000;
const of = <K extends TimelineKind>(view: TimelineView, kind: K) =>
  view.items.filter((item): item is ItemOf<K> => item.kind === kind);
const lengthOf = ({ at, until }: { at: string; until: string | null }) =>
  Date.parse(until ?? at) - Date.parse(at);

async function record(attemptId: string, environmentId: string): Promise<void> {
  const shell = { attemptId, environmentId, node: 'host1', number: 1, startedAt: world.clock.now };
  const path = recordingPath(recordings, shell);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '{"version":3}\n');
}

it('tells a whole attempt: stages, recordings, checks, hints, pauses, saves and rewinds, of every environment it had', async () => {
  world.answers.set('one-a', notYet('size is 2')).set('one-b', pass);
  const { id, actor, view: started } = await aRunningAttempt(world);
  const first = environmentOf(started).id;
  await record(id, first);
  world.clock.move(minute);
  await grade(world, id, 'asked');
  await openHint(world.ctx, actor, id, 'one', 0);
  await giveFeedback(world.ctx, actor, id, { taskId: 'one', text: 'It is 3.' });
  await createSavePoint(world.ctx, actor, id, { title: 'before it' });
  await runEnvironmentJobs(world);
  world.clock.move(minute);
  await pauseEnvironment(world.ctx, actor, id);
  await runEnvironmentJobs(world);
  world.clock.move(90 * minute);
  await resumeEnvironment(world.ctx, actor, id);
  await runEnvironmentJobs(world);
  const kept = environmentOf(await getAttempt(world.ctx, actor, id)).savePoints.at(-1);
  await rewindEnvironment(world.ctx, actor, id, kept?.id ?? '');
  await runEnvironmentJobs(world);
  world.clock.move(minute);
  await resetEnvironment(world.ctx, actor, id);
  await runEnvironmentJobs(world);
  world.answers.set('one-a', pass).set('two-a', notYet('later')).set('two-b', pass);
  await grade(world, id);
  world.clock.move(minute);
  await finishAttempt(world.ctx, actor, id);

  const view = await viewTimeline(world.ctx, actor, id);
  expect(view.items.map(({ at }) => at)).toEqual(view.items.map(({ at }) => at).toSorted());
  expect(new Set(view.items.map((item) => item.id)).size).toBe(view.items.length);
  expect(of(view, 'attempt').map(({ what }) => what)).toEqual(['started', 'finished']);
  expect(of(view, 'state').filter(({ state }) => state === 'ready')).toHaveLength(2);
  const [paused] = of(view, 'state').filter(({ state }) => state === 'paused');
  expect(paused && lengthOf(paused)).toBe(90 * minute);
  expect(view.pausedMs).toBe(90 * minute);
  expect(of(view, 'state').filter(({ state }) => state === 'rewinding')).toHaveLength(1);
  expect(of(view, 'save-point').map(({ title }) => title)).toContain('before it');
  expect(of(view, 'stage').map(({ stage }) => stage)).toEqual(
    expect.arrayContaining(['boot', 'thaw', 'restore']),
  );
  expect(of(view, 'fault')).toMatchObject([{ taskId: 'two' }]);
  expect(of(view, 'hint')).toMatchObject([{ taskId: 'one', number: 1, cost: 2 }]);
  expect(of(view, 'remark')).toMatchObject([{ taskId: 'one' }]);
  expect(of(view, 'passed')).toMatchObject([{ taskId: 'one' }]);
  expect(of(view, 'terminal')).toMatchObject([{ node: 'host1', number: 1, environmentId: first }]);
  const [failed] = of(view, 'check').filter(({ verdict }) => verdict === 'not_yet');
  expect(failed).toMatchObject({ checkId: 'one-a', trigger: 'asked', text: 'size is 2', count: 1 });
  expect(view.resolutionMs).toBeNull();
});

it('is for its learner and for who may read every attempt, and what checks printed for who cares for labs', async () => {
  world.answers.set('one-a', { exitCode: 3, stderr: 'Traceback' }).set('one-b', pass);
  const { id, actor } = await aRunningAttempt(world);
  await grade(world, id);
  world.clock.move(minute);
  const mentor = await anActor(database.db, ['mentor']);
  const view = await viewTimeline(world.ctx, mentor, id);
  expect(view).toMatchObject({ evidence: true, attempt: { state: 'active', finishedAt: null } });
  expect((await viewTimeline(world.ctx, actor, id)).evidence).toBe(false);
  for (const stranger of [await anActor(database.db), await anActor(database.db, ['author'])])
    await expect(viewTimeline(world.ctx, stranger, id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(viewTimeline(world.ctx, await anActor(database.db, ['operator']), id)).rejects.toMatchObject({
    code: 'forbidden',
  });

  const [broken] = of(view, 'check').filter(({ verdict }) => verdict === 'check_broken');
  const runId = broken?.runId ?? 0;
  expect(await runEvidence(world.ctx, mentor, id, runId)).toMatchObject({ exitCode: 3, stderr: 'Traceback' });
  await expect(runEvidence(world.ctx, actor, id, runId)).rejects.toMatchObject({ code: 'forbidden' });
  const other = await aRunningAttempt(world);
  await expect(runEvidence(world.ctx, mentor, other.id, runId)).rejects.toMatchObject({ code: 'not-found' });
});

it('puts the runs of a long attempt together, loses none, and tells them apart in a smaller range, by an index', async () => {
  const { id, actor, view: started } = await aRunningAttempt(world);
  const begin = world.clock.now.getTime();
  const runs = Array.from({ length: 6_000 }, (_, index) => ({
    attemptId: id,
    environmentId: environmentOf(started).id,
    taskId: 'one',
    checkId: index % 2 === 0 ? 'one-a' : 'one-b',
    trigger: 'backoff' as const,
    verdict: index % 100 === 0 ? ('environment_broken' as const) : ('not_yet' as const),
    learnerText: `run ${index}`,
    evidence: { stdout: 'x'.repeat(500) },
    startedAt: new Date(begin + index * 14_400),
    durationMs: 300,
  }));
  for (let from = 0; from < runs.length; from += 1_000)
    await database.db.insert(checkRun).values(runs.slice(from, from + 1_000));
  world.clock.move(24 * 60 * minute);

  const whole = await viewTimeline(world.ctx, actor, id);
  const sum = (view: TimelineView) => of(view, 'check').reduce((total, { count }) => total + count, 0);
  expect(sum(whole)).toBe(6_000);
  expect(whole.resolutionMs).toBeGreaterThan(60_000);
  expect(of(whole, 'check').length).toBeLessThan(1_300);
  expect(of(whole, 'check').some(({ verdict }) => verdict === 'environment_broken')).toBe(true);

  const at = (hours: number) => new Date(begin + hours * 60 * minute).toISOString();
  const part = await viewTimeline(world.ctx, actor, id, { from: at(10), until: at(12) });
  expect(part.resolutionMs).toBeNull();
  expect(part).toMatchObject({ from: whole.from, range: { from: at(10), until: at(12) } });
  expect(of(part, 'check')).toHaveLength(500);
  expect(of(part, 'check').every(({ count }) => count === 1)).toBe(true);
  expect(of(part, 'attempt')).toEqual([]);

  await database.db.execute(sql`analyze check_run`);
  const { rows } = await database.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute(
      sql`explain select count(*) from check_run where attempt_id = ${id} and started_at > now()`,
    );
  });
  expect(JSON.stringify(rows)).toContain('check_run_attempt');
});
