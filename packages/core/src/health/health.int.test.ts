import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Actor } from '@springboard/contracts/actor.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openHint } from '../attempts/hints.ts';
import { pauseEnvironment, resumeEnvironment } from '../attempts/pauses.ts';
import { finishAttempt } from '../attempts.ts';
import { pauseIdle } from '../environments/changes/idle.ts';
import { recordingPath } from '../recordings/files.ts';
import { listRecordings, openRecording, pruneRecordings } from '../recordings/recordings.ts';
import { aLab, aManagerOf, anActor, aTask, aWorld, notYet, pass, type World } from '../testing/fixtures.ts';
import { aRunningAttempt, environmentOf, grade, look, runChangeJobs } from '../testing/steps.ts';
import { answerFeedback, feedbackOfAttempt, giveFeedback } from './feedback.ts';
import { checkFailures, labHealth, listHealth } from './lab-health.ts';

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

const lab = aLab('test/health', {
  tasks: [aTask('one', { hints: [{ cost: 1, markdown: 'Look.', script: null }] }), aTask('two')],
});
const days = { days: 30 };

/** As the gateway writes it down. */
async function record(attemptId: string, environmentId: string, typed: string, startedAt: Date) {
  const shell = { attemptId, environmentId, node: 'host1', number: 1, startedAt };
  const path = recordingPath(recordings, shell);
  const header = { version: 3, term: { cols: 80, rows: 24 }, timestamp: startedAt.getTime() / 1000 };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    `${JSON.stringify(header)}\n${JSON.stringify([1, 'o', `root@host1:~# ${typed}\r\n`])}\n`,
  );
}

it('counts attempts, tasks, checks and hints, and what was said and typed before a failure', async () => {
  const author = await anActor(database.db, ['author']);
  world.answers.set('one-a', notYet('size is 2')).set('one-b', pass);
  const started = await aRunningAttempt(world, lab);
  const { id, actor, view } = started;
  await record(id, environmentOf(view).id, 'ceph osd pool ls', new Date(world.clock.now.getTime() - 60_000));
  await grade(world, id);
  await openHint(world.ctx, actor, id, 'one', 0);
  world.clock.move(5_000);
  world.answers.set('one-a', { exitCode: 3, stderr: 'Traceback' });
  await grade(world, id);
  world.clock.move(300_000);
  world.answers.set('one-a', pass).set('two-a', notYet('later')).set('two-b', pass);
  await grade(world, id, 'asked');
  await finishAttempt(world.ctx, actor, id);

  const [summary] = await listHealth(world.ctx, author, days);
  expect(summary).toMatchObject({ lab: 'test/health', attempts: 1, finished: 1, broken: 1, openFeedback: 0 });
  const health = await labHealth(world.ctx, author, 'test/health', days);
  expect(health.tasks).toMatchObject([
    {
      reached: 1,
      done: 1,
      hints: [1],
      checks: [
        {
          id: 'one-a',
          passed: 1,
          checkBroken: 1,
          suspicion: 'Once it was broken, and at the next look it was not.',
          said: [{ text: 'size is 2', times: 1 }],
        },
        { id: 'one-b', checkBroken: 0, suspicion: null },
      ],
    },
    { reached: 1, done: 0, minutes: null, checks: [{ passed: 0 }, { passed: 1 }] },
  ]);
  expect(health.tasks[0]?.minutes).toBeGreaterThan(4);
  const failures = await checkFailures(world.ctx, author, 'test/health', {
    ...days,
    task: 'one',
    check: 'one-a',
  });
  expect(failures.map(({ verdict, commands }) => [verdict, commands])).toEqual([
    ['check_broken', ['ceph osd pool ls']],
    ['not_yet', ['ceph osd pool ls']],
  ]);
  const asked = { ...days, task: 'one', check: 'one-a' };
  const openable = async (by: Actor) => {
    const found = await checkFailures(world.ctx, by, 'test/health', asked);
    return found.map(({ attemptId }) => attemptId);
  };
  for (const by of [author, await anActor(database.db, ['manager'])]) {
    expect(await openable(by)).toEqual([null, null]);
  }
  for (const by of [await aManagerOf(database.db, actor), await anActor(database.db, ['mentor'])]) {
    expect(await openable(by)).toEqual([id, id]);
  }
  await expect(labHealth(world.ctx, actor, 'test/health', days)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(labHealth(world.ctx, author, 'no/lab', days)).rejects.toMatchObject({ code: 'not-found' });
});

it('counts the time of use: no pause, no night after the environment’s end, no wait for a pause by itself', async () => {
  const minute = 60_000;
  const author = await anActor(database.db, ['author']);
  world.answers.set('one-a', pass).set('one-b', pass).set('two-a', pass).set('two-b', pass);
  const { id, actor } = await aRunningAttempt(world, lab);
  world.clock.move(10 * minute);
  await pauseEnvironment(world.ctx, actor, id);
  await runChangeJobs(world);
  world.clock.move(600 * minute);
  await resumeEnvironment(world.ctx, actor, id);
  await runChangeJobs(world);
  world.clock.move(5 * minute);
  await grade(world, id);
  await pauseIdleAfter(actor, id, 21);
  world.clock.move(300 * minute);
  await resumeEnvironment(world.ctx, actor, id);
  await runChangeJobs(world);
  world.clock.move(4 * minute);
  await finishAttempt(world.ctx, actor, id);
  const [summary] = await listHealth(world.ctx, author, days);
  // Ten minutes, five, one of the 21 that ended with a pause by itself, and four; jobs take a moment.
  expect(summary?.minutes).toBeGreaterThanOrEqual(20);
  expect(summary?.minutes).toBeLessThan(21);
  const health = await labHealth(world.ctx, author, 'test/health', days);
  expect(health.tasks[0]?.minutes).toBeGreaterThanOrEqual(15);
  expect(health.tasks[0]?.minutes).toBeLessThan(16);
});

it('counts no time of an attempt that was given up: 0026 counted those there were', async () => {
  const author = await anActor(database.db, ['author']);
  const { id, actor } = await aRunningAttempt(world, lab);
  world.clock.move(10 * 60_000);
  await finishAttempt(world.ctx, actor, id);
  await database.db.update(attempt).set({ state: 'abandoned' }).where(eq(attempt.id, id));
  const [summary] = await listHealth(world.ctx, author, days);
  expect(summary).toMatchObject({ attempts: 1, finished: 0, minutes: null });
});

/** Nobody does anything for so many minutes, which is longer than the limit, and the environment is paused by itself. */
async function pauseIdleAfter(actor: Actor, id: string, minutes: number): Promise<void> {
  world.clock.move(minutes * 60_000);
  await pauseIdle(world.ctx);
  await runChangeJobs(world);
  expect(environmentOf(await look(world, actor, id))).toMatchObject({ pause: { reason: 'idle' } });
}

it('a learner says that the lab is wrong, an author answers once, and others see nothing of it', async () => {
  const [author, mentor] = [await anActor(database.db, ['author']), await anActor(database.db, ['mentor'])];
  world.answers.set('one-a', notYet('size is 2'));
  const { id, actor } = await aRunningAttempt(world, lab);
  await grade(world, id);
  const given = await giveFeedback(world.ctx, actor, id, { taskId: 'one', text: ' It is 3. ' });
  expect(given).toMatchObject({ text: 'It is 3.', task: 'Task one', answer: null });
  expect(given.verdicts[0]).toMatchObject({ verdict: 'not_yet', text: 'size is 2' });
  expect((await labHealth(world.ctx, author, 'test/health', days)).feedback).toHaveLength(1);
  expect((await listHealth(world.ctx, author, days))[0]?.openFeedback).toBe(1);
  await answerFeedback(world.ctx, author, given.id, { text: 'Mended.' });
  await expect(answerFeedback(world.ctx, mentor, given.id, { text: 'Too.' })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await feedbackOfAttempt(world.ctx, actor, id)).toMatchObject([{ answer: { text: 'Mended.' } }]);
  expect((await listHealth(world.ctx, author, days))[0]?.openFeedback).toBe(0);

  const other = await anActor(database.db);
  const strange = { taskId: null, text: 'mine' };
  await expect(giveFeedback(world.ctx, other, id, strange)).rejects.toMatchObject({ code: 'not-found' });
  await expect(feedbackOfAttempt(world.ctx, other, id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(answerFeedback(world.ctx, actor, given.id, { text: 'me' })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(giveFeedback(world.ctx, actor, id, { ...strange, taskId: 'none' })).rejects.toMatchObject({
    code: 'not-found',
  });
  for (let more = 0; more < 10; more += 1) await giveFeedback(world.ctx, actor, id, strange);
  await expect(giveFeedback(world.ctx, actor, id, strange)).rejects.toMatchObject({ code: 'limit-reached' });
});

it('recordings are their learner’s, a mentor’s and their manager’s to read, and go when they are old', async () => {
  const { id, actor, view } = await aRunningAttempt(world, lab);
  await record(id, environmentOf(view).id, 'ls', world.clock.now);
  await writeFile(join(recordings, id, 'secret.txt'), 'not a recording');
  const [mine, ...more] = await listRecordings(world.ctx, actor, id);
  expect([mine?.node, more]).toEqual(['host1', []]);
  const name = mine?.name ?? '';
  for (const reader of [await anActor(database.db, ['mentor']), await aManagerOf(database.db, actor)]) {
    const { stream } = await openRecording(world.ctx, reader, id, name);
    expect(await new Response(stream).text()).toContain('root@host1:~# ls');
  }
  const stranger = await anActor(database.db, ['manager']);
  await expect(listRecordings(world.ctx, stranger, id)).rejects.toMatchObject({ code: 'not-found' });
  const other = await anActor(database.db);
  await expect(listRecordings(world.ctx, other, id)).rejects.toMatchObject({ code: 'not-found' });
  await expect(openRecording(world.ctx, other, id, name)).rejects.toMatchObject({ code: 'not-found' });
  for (const strange of ['secret.txt', '../../etc/passwd'])
    await expect(openRecording(world.ctx, actor, id, strange)).rejects.toMatchObject({ code: 'not-found' });
  await pruneRecordings(world.ctx);
  expect(await listRecordings(world.ctx, actor, id)).toHaveLength(1);
  world.clock.now = new Date(Date.now() + 91 * 86_400_000);
  await pruneRecordings(world.ctx);
  expect(await listRecordings(world.ctx, actor, id)).toEqual([]);
});
