import { maxSavePoints } from '@springboard/contracts/environments.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import { listSavePoints } from '@springboard/db/repositories/save-points.ts';
import { environment, environmentEvent, savePoint } from '@springboard/db/schema/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pauseEnvironment } from '../../attempts/pauses.ts';
import { createSavePoint, deleteSavePoint, rewindEnvironment } from '../../attempts/save-points.ts';
import { finishAttempt, requestCheck, resetEnvironment } from '../../attempts.ts';
import { aLab, aTask, aWorld, notYet, takeJobs, type World } from '../../testing/fixtures.ts';
import {
  admitNow,
  aRunningAttempt,
  aStartedAttempt,
  environmentOf,
  grade,
  look,
  never,
  quickChanges,
  runChangeJobs,
  runEnvironmentJobs,
} from '../../testing/steps.ts';
import { provisionEnvironment } from '../provision.ts';
import { reconcile } from '../reconcile.ts';
import { applyChange } from './change.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  // Save points are told apart by when they were made.
  const clock = () => {
    world.clock.move(1);
    return world.clock.now;
  };
  world.ctx = { ...world.ctx, clock };
});
afterEach(() => database.close());

type Running = Awaited<ReturnType<typeof aRunningAttempt>>;
const title = { title: 'Before I try it' };
const environmentIdOf = ({ view }: Running) => environmentOf(view).id;

async function savePointsOf({ actor, id }: Pick<Running, 'actor' | 'id'>) {
  return environmentOf(await look(world, actor, id)).savePoints;
}
async function engineHas(environmentId: string): Promise<readonly string[]> {
  return (await world.driver.inspect(environmentId))?.savePoints ?? [];
}
async function save(of: Running, name = title): Promise<void> {
  await createSavePoint(world.ctx, of.actor, of.id, name);
  await runChangeJobs(world);
}
async function start(of: Running) {
  const [first] = await savePointsOf(of);
  if (first?.kind !== 'start') throw new Error('there is no save point of the start');
  return first;
}
/** Work that nobody does is found by the reconciler, and done. */
async function workForgotten(): Promise<void> {
  for (let looks = 0; looks < 2; looks++) {
    world.clock.move(5_000);
    await reconcile(world.ctx);
  }
  await runEnvironmentJobs(world);
}

describe('save points', () => {
  it('are made when the environment is handed out, after each passed task, and when asked for', async () => {
    const running = await aRunningAttempt(world);
    world.answers.set('two-a', notYet('not'));
    await grade(world, running.id);
    await save(running);
    const points = await savePointsOf(running);
    expect(points.map(({ kind, taskId, title: name }) => [kind, taskId, name])).toEqual([
      ['start', null, 'As it was handed out'],
      ['task', 'one', 'Passed: Task one'],
      ['manual', null, 'Before I try it'],
    ]);
    expect(await engineHas(environmentIdOf(running))).toEqual(points.map((point) => point.id));
    expect(environmentOf(await look(world, running.actor, running.id)).state).toBe('ready');
  });

  it('keep shells and ask nothing of them; one that is asked for shows its course', async () => {
    const running = await aRunningAttempt(world);
    const hold = world.driver.controls.hang('snapshot', 1);
    const asked = await createSavePoint(world.ctx, running.actor, running.id, title);
    expect(environmentOf(asked)).toMatchObject({ state: 'saving', course: 'save', promptOpen: true });
    const saving = runChangeJobs(world);
    await hold.reached;
    const [stage] = environmentOf(await look(world, running.actor, running.id)).stages;
    expect(stage).toMatchObject({ stage: 'save', status: 'running' });
    hold.release();
    await saving;
    expect(environmentOf(await look(world, running.actor, running.id))).toMatchObject({
      state: 'ready',
      promptOpen: true,
      stages: [{ stage: 'save', status: 'done' }],
    });
  });

  it('wait for one another, and a pause waits for them', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    await createSavePoint(world.ctx, actor, id, { title: 'one' });
    await createSavePoint(world.ctx, actor, id, { title: 'two' });
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    const paused = environmentOf(await look(world, actor, id));
    expect(paused.state).toBe('paused');
    expect(paused.savePoints.map((point) => point.title)).toEqual(['As it was handed out', 'one', 'two']);
  });

  it('take a press of Check up as soon as they are made', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    world.answers.set('one-a', notYet('not'));
    await createSavePoint(world.ctx, actor, id, title);
    await requestCheck(world.ctx, actor, id, 'one');
    await grade(world, id, 'asked');
    expect((await look(world, actor, id)).tasks[0]?.tries).toBe(1);
  });

  it('of tasks make room for newer ones, a learner’s own never do', async () => {
    const tasks = Array.from({ length: 9 }, (_, n) => aTask(`t${n}`));
    const running = await aRunningAttempt(world, aLab('test/long', { tasks }));
    world.answers.set('t4-a', notYet('not'));
    await grade(world, running.id);
    await save(running, { title: 'mine' });
    world.answers.set('t4-a', {});
    await grade(world, running.id);
    const points = await savePointsOf(running);
    expect(points).toHaveLength(maxSavePoints);
    expect(points.map(({ kind, taskId }) => taskId ?? kind)).toEqual([
      'start',
      't3',
      'manual',
      't4',
      't5',
      't6',
      't7',
      't8',
    ]);
    await reconcile(world.ctx);
    expect([...(await engineHas(environmentIdOf(running)))].sort()).toEqual(
      points.map((point) => point.id).sort(),
    );
  });

  it('are refused when all there may be are the learner’s own, until one is deleted', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    for (let n = 1; n < maxSavePoints; n++) await save(running, { title: `mine ${n}` });
    await expect(createSavePoint(world.ctx, actor, id, title)).rejects.toMatchObject({
      code: 'limit-reached',
    });
    const [, first] = await savePointsOf(running);
    const after = await deleteSavePoint(world.ctx, actor, id, first?.id ?? '');
    expect(environmentOf(after).savePoints).toHaveLength(maxSavePoints - 1);
    await reconcile(world.ctx);
    expect(await engineHas(environmentIdOf(running))).not.toContain(first?.id);
    await save(running);
    expect(await savePointsOf(running)).toHaveLength(maxSavePoints);
  });

  it('stay within their limit however many are asked for at once', async () => {
    const running = await aRunningAttempt(world);
    world.answers.set('two-a', notYet('not'));
    await grade(world, running.id);
    for (let n = 2; n < maxSavePoints; n++) await save(running, { title: `mine ${n}` });
    const kinds = async () => (await savePointsOf(running)).map(({ kind }) => kind);
    expect(await kinds()).toHaveLength(maxSavePoints);
    expect(await kinds()).toContain('task');
    // One of them may take the place of the task's.
    const asked = await Promise.allSettled(
      [1, 2, 3].map((n) => createSavePoint(world.ctx, running.actor, running.id, { title: `at once ${n}` })),
    );
    await runChangeJobs(world);
    expect(asked.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await kinds()).toHaveLength(maxSavePoints);
    expect(await kinds()).not.toContain('task');
  });

  it('are left out after a task where saves are slow', async () => {
    const running = await aRunningAttempt(world);
    await database.db
      .update(environmentEvent)
      .set({ durationMs: 2_500 })
      .where(and(eq(environmentEvent.stage, 'save'), eq(environmentEvent.stageStatus, 'finished')));
    world.answers.set('two-a', notYet('not'));
    await grade(world, running.id);
    expect((await savePointsOf(running)).map((point) => point.kind)).toEqual(['start']);
    expect((await look(world, running.actor, running.id)).tasks[0]?.status).toBe('passed');
  });

  it('that cannot be made leave the environment as it is; who asked is told, others are not', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    world.driver.controls.fail('snapshot', new DriverError('no-space', 'the pool is full'));
    world.answers.set('two-a', notYet('not'));
    await grade(world, id);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'ready', problem: null });
    await save(running);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'ready',
      problem: { title: 'The save point could not be made', detail: expect.stringContaining('no room') },
    });
    const statuses = (await world.driver.inspect(environmentIdOf(running)))?.nodes.map((node) => node.status);
    expect(statuses).toEqual(['running', 'running']);
    world.driver.controls.heal();
    await save(running);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'ready', problem: null });
    expect((await savePointsOf(running)).map((point) => point.kind)).toEqual(['start', 'manual']);
  });
});

describe('a rewind', () => {
  it('puts the disks back and boots, keeps what passed, makes the current fault again, and forgets what was seen', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    world.answers.set('two-a', notYet('not yet two'));
    await grade(world, id);
    const before = await look(world, actor, id);
    expect(before.tasks[1]?.checks[0]).toMatchObject({ status: 'not_yet' });
    const point = await start(running);

    const arranged = world.driver.calls.length;
    const hold = world.driver.controls.hang('boot', 1);
    const asked = await rewindEnvironment(world.ctx, actor, id, point.id);
    expect(environmentOf(asked)).toMatchObject({ state: 'rewinding', course: 'rewind', promptOpen: false });
    expect(asked.tasks[1]?.checks[0]).toMatchObject({ status: 'waiting', message: null });
    const working = runChangeJobs(world);
    await hold.reached;
    expect(environmentOf(await look(world, actor, id)).promptOpen).toBe(false);
    hold.release();
    await working;

    const after = await look(world, actor, id);
    expect(environmentOf(after)).toMatchObject({ state: 'ready', promptOpen: true, problem: null });
    expect(environmentOf(after).stages.map(({ stage, status }) => [stage, status])).toEqual([
      ['restore', 'done'],
      ['boot', 'done'],
      ['healthy', 'done'],
      ['setup', 'done'],
    ]);
    expect(after.tasks.map((task) => task.status)).toEqual(['passed', 'current']);
    expect(after.score).toBe(before.score);
    const calls = world.driver.calls.slice(arranged);
    expect(calls).toContain(`rewind ${environmentOf(after).id} ${point.id}`);
    expect(calls.filter((call) => call.startsWith('exec') && call.includes(' host1 '))).not.toEqual([]);
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]?.checks[0]).toMatchObject({ status: 'not_yet' });
    // Later save points are still there to go to.
    expect((await savePointsOf(running)).map(({ kind }) => kind)).toEqual(['start', 'task']);
  });

  it('goes back to the faults that were there then', async () => {
    const script = (text: string) => ({ on: null, interpreter: 'bash' as const, script: text });
    const tasks = [aTask('one'), aTask('two', { arrange: script('arrange-two') }), aTask('three')];
    const running = await aRunningAttempt(world, aLab('test/three', { tasks }));
    world.answers.set('three-a', notYet('not'));
    await grade(world, running.id);
    const arranged = async () => {
      const rows = await listSavePoints(database.db, environmentIdOf(running), ['kept']);
      return rows.map((row) => row.arrangedTasks);
    };
    expect(await arranged()).toEqual([[], [], ['two']]);
    await rewindEnvironment(world.ctx, running.actor, running.id, (await start(running)).id);
    await runChangeJobs(world);
    await save(running);
    expect((await arranged()).at(-1)).toEqual([]);
  });

  it('hands the environment out although the fault could not be made; grading makes it then', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    world.answers.set('two-a', notYet('not'));
    await grade(world, id);
    world.answers.set('arrange-two', { exitCode: 1 });
    await rewindEnvironment(world.ctx, actor, id, (await start(running)).id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]?.checks[0]?.status).toBe('environment_broken');
    world.answers.delete('arrange-two');
    world.clock.move(10_000);
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]?.checks[0]?.status).toBe('not_yet');
  });

  it('gives back disks that were unhealthy then as they were', async () => {
    const running = await aRunningAttempt(world);
    world.answers.set('probe', { exitCode: 1 });
    await rewindEnvironment(world.ctx, running.actor, running.id, (await start(running)).id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, running.actor, running.id)).state).toBe('ready');
  });

  it('to what the engine does not have touches nothing, and says so', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    const point = await start(running);
    await world.driver.deleteSavePoint(environmentIdOf(running), point.id);
    await rewindEnvironment(world.ctx, actor, id, point.id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'ready',
      promptOpen: true,
      savePoints: [],
      problem: { title: 'This save point is gone' },
    });
  });

  it('that stops half-way is a failure with its reason, and leaves nothing behind', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    world.driver.controls.fail('boot', new DriverError('failed', 'node grader does not boot'));
    await rewindEnvironment(world.ctx, actor, id, (await start(running)).id);
    await runEnvironmentJobs(world);
    const failed = environmentOf(await look(world, actor, id));
    expect(failed).toMatchObject({ state: 'failed', promptOpen: false });
    expect(failed.problem?.detail).toContain('a helper does not boot');
    world.driver.controls.heal();
    await runEnvironmentJobs(world);
    expect(await world.driver.list()).toEqual([]);
    expect(await savePointsOf(running)).toEqual([]);
  });

  it('waits for an engine that is away', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    world.driver.controls.fail('boot', new DriverError('unreachable', 'no socket'));
    await rewindEnvironment(world.ctx, actor, id, (await start(running)).id);
    await expect(runChangeJobs(world)).rejects.toThrow('no socket');
    expect(environmentOf(await look(world, actor, id)).state).toBe('rewinding');
    world.driver.controls.heal();
    await workForgotten();
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('is not begun while a save point waits to be made of the disks as they are', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    const point = await start(running);
    await createSavePoint(world.ctx, actor, id, { title: 'one' });
    await createSavePoint(world.ctx, actor, id, { title: 'two' });
    // Between the two the environment is ready for a moment.
    await database.db.update(environment).set({ state: 'ready', savePointId: null });
    await expect(rewindEnvironment(world.ctx, actor, id, point.id)).rejects.toMatchObject({
      code: 'conflict',
      title: 'The environment is being saved',
      remedy: expect.any(String),
    });
    await runChangeJobs(world);
    await rewindEnvironment(world.ctx, actor, id, point.id);
    await runChangeJobs(world);
    expect((await savePointsOf(running)).map((one) => one.title)).toEqual([
      'As it was handed out',
      'one',
      'two',
    ]);
  });

  it('overtakes a pause for want of use that is under way', async () => {
    const running = await aRunningAttempt(world);
    const { actor, id } = running;
    const point = await start(running);
    world.clock.move(21 * 60_000);
    await reconcile(world.ctx);
    const hold = world.driver.controls.hang('freeze', 1);
    const working = runChangeJobs(world);
    await hold.reached;
    await rewindEnvironment(world.ctx, actor, id, point.id);
    hold.release();
    await working;
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'ready', pause: null });
    const statuses = (await world.driver.inspect(environmentIdOf(running)))?.nodes.map((node) => node.status);
    expect(statuses).toEqual(['running', 'running']);
  });

  it('is not begun beside another change, nor to a save point of somebody else’s environment', async () => {
    const [running, other] = [await aRunningAttempt(world), await aRunningAttempt(world, aLab('test/other'))];
    const { actor, id } = running;
    const point = await start(running);
    const theirs = await start(other);
    await expect(rewindEnvironment(world.ctx, actor, id, theirs.id)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(deleteSavePoint(world.ctx, actor, id, theirs.id)).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await savePointsOf(other)).toHaveLength(1);
    await createSavePoint(world.ctx, actor, id, title);
    await expect(rewindEnvironment(world.ctx, actor, id, point.id)).rejects.toMatchObject({
      code: 'conflict',
    });
    await runChangeJobs(world);
    await rewindEnvironment(world.ctx, actor, id, point.id);
    for (const ask of [
      () => rewindEnvironment(world.ctx, actor, id, point.id),
      () => createSavePoint(world.ctx, actor, id, title),
      () => deleteSavePoint(world.ctx, actor, id, point.id),
      () => pauseEnvironment(world.ctx, actor, id),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'conflict', remedy: expect.any(String) });
    await runChangeJobs(world);
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await expect(rewindEnvironment(world.ctx, actor, id, point.id)).rejects.toMatchObject({
      code: 'environment-not-ready',
      remedy: expect.stringContaining('resume'),
    });
  });
});

describe('work that is cut off', () => {
  const points = [
    ['save', 'save'],
    ['save', 'snapshot'],
    ['rewind', 'rewind'],
    ['rewind', 'nodes'],
    ['rewind', 'boot'],
    ['rewind', 'exec'],
  ] as const;
  const ask = async (change: 'save' | 'rewind', of: Running) =>
    change === 'save'
      ? createSavePoint(world.ctx, of.actor, of.id, title)
      : rewindEnvironment(world.ctx, of.actor, of.id, (await start(of)).id);

  it.each(points)('in a %s at %s is taken up again', async (change, point) => {
    const running = await aRunningAttempt(world);
    const environmentId = environmentIdOf(running);
    await ask(change, running);
    await takeJobs(database.db);
    const crash = new AbortController();
    const hold = world.driver.controls.hang(point, 1);
    const dying = applyChange(world.ctx, { environmentId }, crash.signal, quickChanges);
    await hold.reached;
    crash.abort(new Error('the worker died'));
    await expect(dying).rejects.toThrow('the worker died');
    await workForgotten();
    const after = environmentOf(await look(world, running.actor, running.id));
    expect(after).toMatchObject({ state: 'ready', promptOpen: true, problem: null });
    expect(after.savePoints).toHaveLength(change === 'save' ? 2 : 1);
    expect(await engineHas(environmentId)).toEqual(after.savePoints.map(({ id }) => id));
  });

  it.each(points)('in a %s at %s by a reset leaves nothing behind', async (change, point) => {
    const running = await aRunningAttempt(world);
    await ask(change, running);
    const hold = world.driver.controls.hang(point, 1);
    const working = runChangeJobs(world);
    await hold.reached;
    const reset = await resetEnvironment(world.ctx, running.actor, running.id);
    await working;
    await runEnvironmentJobs(world);
    await runEnvironmentJobs(world);
    expect((await world.driver.list()).map((one) => one.id)).toEqual([environmentOf(reset).id]);
    const old = environmentIdOf(running);
    expect((await findEnvironment(database.db, old))?.state).toBe('destroyed');
    expect(await listSavePoints(database.db, old, ['making', 'kept'])).toEqual([]);
  });

  it('before the worker heard of the save point of the start is taken up again', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    await admitNow(world);
    await provisionEnvironment(world.ctx, environmentOf(view).id, never, { retryPausesMs: [1] });
    await takeJobs(database.db);
    expect(await savePointsOf({ actor, id })).toEqual([]);
    await workForgotten();
    expect((await savePointsOf({ actor, id })).map((point) => point.kind)).toEqual(['start']);
  });

  it('after the engine had made it, and before its row said so, makes it once', async () => {
    const running = await aRunningAttempt(world);
    await ask('save', running);
    await takeJobs(database.db);
    const [making] = await database.db.select().from(savePoint).where(eq(savePoint.state, 'making'));
    await world.driver.save(environmentIdOf(running), making?.id ?? '');
    await workForgotten();
    expect(await savePointsOf(running)).toHaveLength(2);
    expect(await engineHas(environmentIdOf(running))).toHaveLength(2);
  });

  it('by finish keeps the score', async () => {
    const running = await aRunningAttempt(world);
    world.answers.set('two-a', notYet('not'));
    await grade(world, running.id);
    await ask('rewind', running);
    const hold = world.driver.controls.hang('boot', 1);
    const working = runChangeJobs(world);
    await hold.reached;
    const finished = await finishAttempt(world.ctx, running.actor, running.id);
    expect(finished).toMatchObject({ state: 'finished', score: 15 });
    await working;
    await runEnvironmentJobs(world);
    expect(await world.driver.list()).toEqual([]);
  });
});
