import { changeEnvironment, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { environmentEvent } from '@springboard/db/schema/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extendEnvironment } from '../../attempts/extend.ts';
import { pauseEnvironment, resumeEnvironment } from '../../attempts/pauses.ts';
import { finishAttempt, requestCheck, resetEnvironment } from '../../attempts.ts';
import { noteActivity } from '../../grading/schedule.ts';
import { aWorld, takeJobs, type World } from '../../testing/fixtures.ts';
import {
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
import { reconcile } from '../reconcile.ts';
import { applyChange } from './change.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const minute = 60_000;
const hour = 60 * minute;
const unreachable = new DriverError('unreachable', 'no socket');

async function statuses(id: string): Promise<string[]> {
  return (await world.driver.inspect(id))?.nodes.map((node) => node.status) ?? [];
}
const frozen = ['frozen', 'frozen'];
const running = ['running', 'running'];

/** A learner's environment that has been paused by them. */
async function aPausedAttempt() {
  const started = await aRunningAttempt(world);
  await pauseEnvironment(world.ctx, started.actor, started.id);
  await runChangeJobs(world);
  const view = await look(world, started.actor, started.id);
  expect(environmentOf(view).state).toBe('paused');
  return { ...started, environmentId: environmentOf(view).id, paused: view };
}

/** What the reconciler finds to do is done; a wish is old at the second look. */
async function lookTwiceAndWork(): Promise<void> {
  world.clock.move(5_000);
  await reconcile(world.ctx);
  world.clock.move(5_000);
  await reconcile(world.ctx);
  await runEnvironmentJobs(world);
}

describe('a pause that is asked for', () => {
  it('freezes all nodes, closes the prompt and says until when the environment is kept', async () => {
    const { environmentId, paused } = await aPausedAttempt();
    expect(await statuses(environmentId)).toEqual(frozen);
    const now = world.clock.now;
    expect(environmentOf(paused)).toMatchObject({
      promptOpen: false,
      canExtend: false,
      pause: {
        reason: 'asked',
        since: now.toISOString(),
        keptUntil: new Date(now.getTime() + 72 * hour).toISOString(),
      },
    });
  });

  it('lets its time, the attempt’s clock and the checks rest, and each goes on after it', async () => {
    const { actor, id, view, environmentId } = await aPausedAttempt();
    const end = Date.parse(environmentOf(view).expiresAt ?? '');
    world.clock.move(9 * hour);
    await reconcile(world.ctx);
    const looks = world.driver.calls.filter((call) => call.startsWith('exec')).length;
    await grade(world, id);
    expect(world.driver.calls.filter((call) => call.startsWith('exec'))).toHaveLength(looks);
    const meanwhile = environmentOf(await look(world, actor, id));
    expect(meanwhile.state).toBe('paused');
    expect(Date.parse(meanwhile.expiresAt ?? '')).toBe(end + 9 * hour);

    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    const woken = await look(world, actor, id);
    expect(environmentOf(woken)).toMatchObject({ state: 'ready', promptOpen: true, pause: null });
    expect(Date.parse(environmentOf(woken).expiresAt ?? '')).toBe(end + 9 * hour);
    expect(Date.parse(woken.readyAt ?? '')).toBe(Date.parse(view.readyAt ?? '') + 9 * hour);
    expect(await statuses(environmentId)).toEqual(running);
    expect((await takeJobs(database.db)).map(({ job }) => job)).toContain('attempt.grade');
  });

  it('does not count against the longest life', async () => {
    const { actor, id } = await aPausedAttempt();
    world.clock.move(48 * hour);
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    for (let more = 0; more < 8; more++) await extendEnvironment(world.ctx, actor, id);
    expect(environmentOf(await look(world, actor, id)).canExtend).toBe(false);
    await expect(extendEnvironment(world.ctx, actor, id)).rejects.toMatchObject({
      code: 'limit-reached',
      message: expect.stringContaining('12 hours'),
    });
  });

  it('again and again has an end: all pauses together last twice as long as one may', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const pauseFor = async (hours: number) => {
      await pauseEnvironment(world.ctx, actor, id);
      await runChangeJobs(world);
      const { pause } = environmentOf(await look(world, actor, id));
      const keptFor = (Date.parse(pause?.keptUntil ?? '') - world.clock.now.getTime()) / hour;
      world.clock.move(hours * hour);
      await reconcile(world.ctx);
      await resumeEnvironment(world.ctx, actor, id);
      await runChangeJobs(world);
      return keptFor;
    };
    expect(await pauseFor(70)).toBe(72);
    expect(await pauseFor(70)).toBe(72);
    // The page warns: it is kept for what is left.
    expect(await pauseFor(3.5)).toBe(4);
    await expect(pauseEnvironment(world.ctx, actor, id)).rejects.toMatchObject({
      code: 'limit-reached',
      message: expect.stringContaining('6 days'),
      remedy: expect.any(String),
    });
    world.clock.move(21 * minute);
    await reconcile(world.ctx);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('ends when all pauses together are over, though this one is short', async () => {
    const { actor, id } = await aRunningAttempt(world);
    for (const hours of [71, 71]) {
      await pauseEnvironment(world.ctx, actor, id);
      await runChangeJobs(world);
      world.clock.move(hours * hour);
      await resumeEnvironment(world.ctx, actor, id);
      await runChangeJobs(world);
    }
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    world.clock.move(2 * hour + 1);
    await reconcile(world.ctx);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'destroying',
      problem: { title: 'This environment was paused for too long' },
    });
  });

  it('can be taken back until it is done: what was frozen by then is thawed', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const hold = world.driver.controls.hang('freeze', 1);
    await pauseEnvironment(world.ctx, actor, id);
    const freezing = runChangeJobs(world);
    await hold.reached;
    await resumeEnvironment(world.ctx, actor, id);
    hold.release();
    await freezing;
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'ready', promptOpen: true });
    expect(await statuses(environmentOf(view).id)).toEqual(running);
  });

  it('is the same when asked twice, and no harm without one', async () => {
    const { actor, id, environmentId } = await aPausedAttempt();
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(world.driver.calls.filter((call) => call === `freeze ${environmentId}`)).toHaveLength(1);
    for (let press = 0; press < 2; press++) await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(world.driver.calls.filter((call) => call === `thaw ${environmentId}`)).toHaveLength(1);
    // A second pause does not take the first one's awakening for its own.
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await lookTwiceAndWork();
    expect(environmentOf(await look(world, actor, id)).state).toBe('paused');
  });

  it('is refused while the environment is not ready, with what to do', async () => {
    const { actor, id } = await aStartedAttempt(world);
    for (const ask of [pauseEnvironment, resumeEnvironment])
      await expect(ask(world.ctx, actor, id)).rejects.toMatchObject({
        code: 'environment-not-ready',
        remedy: expect.any(String),
      });
  });

  it('that does not work leaves it ready, and says so', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.driver.setStatus(environmentOf(view).id, 'host1', 'stopped');
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'ready',
      promptOpen: true,
      problem: { title: 'It could not be paused' },
    });
    world.driver.setStatus(environmentOf(view).id, 'host1', 'running');
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'paused', problem: null });
  });

  it('that the engine never ends is given up, and holds no lock after that', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const environmentId = environmentOf(view).id;
    world.driver.controls.hang('freeze', 1);
    await pauseEnvironment(world.ctx, actor, id);
    await takeJobs(database.db);
    await applyChange(world.ctx, { environmentId }, never, { ...quickChanges, engineMs: 200 });
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'ready',
      problem: { title: 'It could not be paused', detail: expect.stringContaining('took too long') },
    });
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('paused');
  });

  it('remembers a press of Check that came just before it', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers.set('one-a', { exitCode: 1 });
    await requestCheck(world.ctx, actor, id, 'one');
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await grade(world, id, 'asked');
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await grade(world, id, 'activity');
    expect((await look(world, actor, id)).tasks[0]?.tries).toBe(1);
  });

  it('is on record with who and why', async () => {
    const { actor, environmentId } = await aPausedAttempt();
    const events = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.environmentId, environmentId));
    expect(events.find((event) => event.toState === 'paused')).toMatchObject({
      actor: actor.personId,
      reason: 'asked',
    });
  });
});

describe('a pause for want of use', () => {
  it('comes after the limit without keystrokes and clicks; checks do not count', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.clock.move(19 * minute);
    await grade(world, id);
    await reconcile(world.ctx);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    world.clock.move(minute + 1);
    await reconcile(world.ctx);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'paused',
      pause: { reason: 'idle' },
    });
    expect(await statuses(environmentOf(view).id)).toEqual(frozen);
  });

  it('is put off by activity, and never comes where the operator wants none', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.clock.move(15 * minute);
    await database.db.transaction((tx) => noteActivity(world.ctx, tx, id, 'output-quiet'));
    world.clock.move(15 * minute);
    await reconcile(world.ctx);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    world.clock.move(2 * hour);
    await reconcile({ ...world.ctx, limits: { ...world.ctx.limits, idlePauseMs: null } });
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('is given up for a keystroke that comes before it is done', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.clock.move(21 * minute);
    await reconcile(world.ctx);
    const hold = world.driver.controls.hang('freeze', 1);
    const freezing = runChangeJobs(world);
    await hold.reached;
    await database.db.transaction((tx) => noteActivity(world.ctx, tx, id, 'output-quiet'));
    hold.release();
    await freezing;
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    expect(await statuses(environmentOf(view).id)).toEqual(running);
  });

  it('does not pass for use by itself: a woken one is left alone for as long again', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.clock.move(21 * minute);
    await reconcile(world.ctx);
    await runChangeJobs(world);
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    world.clock.move(19 * minute);
    await reconcile(world.ctx);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });
});

describe('waking', () => {
  it('opens the prompt as soon as the nodes run, before they are healthy', async () => {
    const { actor, id } = await aPausedAttempt();
    const probing = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    world.answers.set('probe', async () => {
      probing.resolve();
      await goOn.promise;
      return {};
    });
    const asked = await resumeEnvironment(world.ctx, actor, id);
    expect(environmentOf(asked)).toMatchObject({ state: 'paused', course: 'resume', promptOpen: false });
    expect(environmentOf(asked).stages).toMatchObject([
      { stage: 'thaw', status: 'running' },
      { stage: 'healthy', status: 'waiting' },
    ]);
    const waking = runChangeJobs(world);
    await probing.promise;
    const thawed = environmentOf(await look(world, actor, id));
    expect(thawed).toMatchObject({ state: 'paused', promptOpen: true });
    expect(thawed.stages.map((stage) => stage.status)).toEqual(['done', 'running']);
    goOn.resolve();
    await waking;
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('gives back what the learner or the lab broke: a probe that does not pass is no reason to keep it', async () => {
    const { actor, id } = await aPausedAttempt();
    world.answers.set('probe', { exitCode: 1, stdout: 'HEALTH_WARN, says grader' });
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    const woken = environmentOf(await look(world, actor, id));
    expect(woken).toMatchObject({ state: 'ready', problem: null });
    expect(woken.stages[1]).toMatchObject({
      status: 'done',
      message: expect.stringContaining('as you left it'),
    });
  });

  it('that does not work leaves it paused, says so, and can be asked for again', async () => {
    const { actor, id } = await aPausedAttempt();
    world.driver.controls.fail('thaw', new DriverError('failed', 'grader does not thaw'));
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    const failed = environmentOf(await look(world, actor, id));
    expect(failed).toMatchObject({
      state: 'paused',
      promptOpen: false,
      problem: { title: 'It could not be woken' },
    });
    world.driver.controls.heal();
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'ready', problem: null });
  });

  it('waits for an engine that is away, however long', async () => {
    const { actor, id } = await aPausedAttempt();
    world.driver.controls.fail('thaw', unreachable);
    await resumeEnvironment(world.ctx, actor, id);
    await expect(runChangeJobs(world)).rejects.toThrow('no socket');
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'paused', problem: null });
    world.driver.controls.heal();
    await lookTwiceAndWork();
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('starts what the host’s restart stopped', async () => {
    const { actor, id, environmentId } = await aPausedAttempt();
    for (const node of ['host1', 'grader']) world.driver.setStatus(environmentId, node, 'stopped');
    await lookTwiceAndWork();
    expect(environmentOf(await look(world, actor, id)).state).toBe('paused');
    await resumeEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    expect(await statuses(environmentId)).toEqual(running);
  });
});

describe('a paused environment', () => {
  it('is taken down after its time, with the reason, unless it is being woken', async () => {
    const { actor, id, environmentId } = await aPausedAttempt();
    world.clock.move(72 * hour - 1);
    await reconcile(world.ctx);
    expect(environmentOf(await look(world, actor, id)).state).toBe('paused');
    world.clock.move(2);
    const asked = { ...world.ctx };
    await changeEnvironment(database.db, environmentId, { course: 'resume' });
    await reconcile(asked);
    expect((await findEnvironment(database.db, environmentId))?.state).toBe('paused');
    await changeEnvironment(database.db, environmentId, { course: 'cold' });
    await reconcile(world.ctx);
    await runEnvironmentJobs(world);
    const view = await look(world, actor, id);
    expect(view.state).toBe('active');
    expect(environmentOf(view)).toMatchObject({
      state: 'destroyed',
      problem: { title: expect.stringContaining('paused for too long') },
    });
    expect(await world.driver.inspect(environmentId)).toBeUndefined();
  });

  it.each(['finish', 'reset'] as const)('leaves nothing behind when the learner chooses %s', async (end) => {
    const { actor, id, environmentId } = await aPausedAttempt();
    if (end === 'finish') await finishAttempt(world.ctx, actor, id);
    else await resetEnvironment(world.ctx, actor, id);
    await runEnvironmentJobs(world);
    await runEnvironmentJobs(world);
    expect(await world.driver.inspect(environmentId)).toBeUndefined();
    expect((await findEnvironment(database.db, environmentId))?.state).toBe('destroyed');
  });
});

describe('work that is cut off', () => {
  const points = {
    'while it freezes': { change: 'pause', point: 'freeze' },
    'while it thaws': { change: 'resume', point: 'thaw' },
    'while it becomes healthy': { change: 'resume', point: 'exec' },
  } as const;

  it.each(Object.entries(points))('%s is taken up again', async (_name, { change, point }) => {
    const at = change === 'pause' ? await aRunningAttempt(world) : await aPausedAttempt();
    const environmentId = environmentOf(at.view).id;
    const ask = change === 'pause' ? pauseEnvironment : resumeEnvironment;
    await ask(world.ctx, at.actor, at.id);
    await takeJobs(database.db);
    const crash = new AbortController();
    const hold = world.driver.controls.hang(point, 1);
    const dying = applyChange(world.ctx, { environmentId }, crash.signal, quickChanges);
    await hold.reached;
    crash.abort(new Error('the worker died'));
    await expect(dying).rejects.toThrow('the worker died');
    expect(environmentOf(await look(world, at.actor, at.id)).state).toBe(
      change === 'pause' ? 'ready' : 'paused',
    );
    await lookTwiceAndWork();
    expect(environmentOf(await look(world, at.actor, at.id)).state).toBe(
      change === 'pause' ? 'paused' : 'ready',
    );
    expect(await statuses(environmentId)).toEqual(change === 'pause' ? frozen : running);
  });

  it('between the freeze and its row is taken up again', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    await pauseEnvironment(world.ctx, actor, id);
    await takeJobs(database.db);
    await world.driver.freeze(environmentOf(view).id);
    await lookTwiceAndWork();
    expect(environmentOf(await look(world, actor, id)).state).toBe('paused');
  });

  it.each(['freeze', 'thaw', 'exec'] as const)(
    'leaves nothing behind when the learner finishes at %s',
    async (point) => {
      const at = point === 'freeze' ? await aRunningAttempt(world) : await aPausedAttempt();
      const ask = point === 'freeze' ? pauseEnvironment : resumeEnvironment;
      await ask(world.ctx, at.actor, at.id);
      const hold = world.driver.controls.hang(point, 1);
      const working = runChangeJobs(world);
      await hold.reached;
      await finishAttempt(world.ctx, at.actor, at.id);
      await working;
      await runEnvironmentJobs(world);
      expect(await world.driver.list()).toEqual([]);
      const [row] = await database.db.select().from(attempt).where(eq(attempt.id, at.id));
      expect(row?.state).toBe('finished');
    },
  );
});
