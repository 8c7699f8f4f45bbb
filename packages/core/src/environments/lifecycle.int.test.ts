import { environment, environmentEvent } from '@springboard/db/schema/environments.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { finishAttempt, resetEnvironment, retryEnvironment, startAttempt } from '../attempts.ts';
import { aLab, anActor, aWorld, publish, takeJobs, type World } from '../testing/fixtures.ts';
import {
  admitNow,
  aRunningAttempt,
  aStartedAttempt,
  environmentOf,
  look,
  never,
  runEnvironmentJobs,
} from '../testing/steps.ts';
import { destroyEnvironment } from './destroy.ts';
import { provisionEnvironment } from './provision.ts';
import { reconcile } from './reconcile.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const quick = { retryPausesMs: [1, 1, 1] };
const observedIds = async () => (await world.driver.list()).map((one) => one.id);

/** What is noted a moment later takes longer on a busy machine. */
const withinMs = { timeout: 20_000 };

describe('provisioning', () => {
  it('goes from queued to ready by its stages, and says so at each', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    expect(environmentOf(view)).toMatchObject({ state: 'queued', promptOpen: false, problem: null });
    expect(environmentOf(view).stages[0]).toMatchObject({ stage: 'queue', status: 'running' });

    const hold = world.driver.controls.hang('boot', 1);
    const running = runEnvironmentJobs(world);
    await hold.reached;
    await vi.waitFor(async () => {
      const booting = environmentOf(await look(world, actor, id));
      expect(booting).toMatchObject({ state: 'provisioning', promptOpen: false });
      const statuses = booting.stages.map((stage) => stage.status);
      expect(statuses).toEqual(['done', 'done', 'done', 'running', 'waiting', 'waiting']);
    }, withinMs);
    hold.release();
    await running;

    const ready = await look(world, actor, id);
    expect(environmentOf(ready)).toMatchObject({ state: 'ready', promptOpen: true });
    expect(environmentOf(ready).stages.map((stage) => stage.status)).toEqual(Array(6).fill('done'));
    expect(ready.readyAt).not.toBeNull();
    expect(Date.parse(environmentOf(ready).expiresAt ?? '') - world.clock.now.getTime()).toBe(4 * 3_600_000);
    expect(ready.revision).toBeGreaterThan(view.revision);
  });

  it('opens the prompt after boot, while setup still runs', async () => {
    const { actor, id } = await aStartedAttempt(world);
    const inSetup = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    world.answers.set('setup', async () => {
      inSetup.resolve();
      await goOn.promise;
      return {};
    });
    const running = runEnvironmentJobs(world);
    await inSetup.promise;
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'claimed', promptOpen: true });
    goOn.resolve();
    await running;
  });

  it('shows what a probe is waiting for, without the name of the hidden node', async () => {
    const { actor, id } = await aStartedAttempt(world);
    const second = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let tries = 0;
    world.answers.set('probe', async () => {
      tries += 1;
      if (tries === 1) return { exitCode: 1, stdout: 'starting\n2 of 3 OSDs up, says grader\n' };
      second.resolve();
      await goOn.promise;
      return {};
    });
    const running = runEnvironmentJobs(world);
    await second.promise;
    const healthy = environmentOf(await look(world, actor, id)).stages[4];
    expect(healthy).toMatchObject({ status: 'running', message: '2 of 3 OSDs up, says a helper' });
    goOn.resolve();
    await running;
    expect(JSON.stringify(await look(world, actor, id))).not.toContain('grader');
  });

  it('tries again what the engine may do later', async () => {
    const { actor, id } = await aStartedAttempt(world);
    world.driver.controls.fail('nodes', new DriverError('failed', 'address in use'), 2);
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    expect(world.driver.calls.filter((call) => call.startsWith('apply'))).toHaveLength(3);
  });

  it('says that it tries again at the stage that comes next, and leaves the queue behind', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    await admitNow(world);
    world.driver.controls.fail('apply', new DriverError('unreachable', 'no socket'), 1);
    const goOn = new AbortController();
    const running = provisionEnvironment(world.ctx, environmentOf(view).id, goOn.signal, {
      retryPausesMs: [60_000],
    });
    await vi.waitFor(async () => {
      const [queue, network] = environmentOf(await look(world, actor, id)).stages;
      expect(queue).toMatchObject({ status: 'done', message: null });
      expect(network).toMatchObject({
        status: 'running',
        message: 'That did not work; trying again (2 of 2)',
      });
    });
    goOn.abort(new Error('the worker ends'));
    await expect(running).rejects.toThrow('the worker ends');
    await provisionEnvironment(world.ctx, environmentOf(view).id, never, quick);
    const stages = environmentOf(await look(world, actor, id)).stages;
    expect(stages.map((stage) => stage.status)).toEqual(Array(6).fill('done'));
    expect(stages.map((stage) => stage.message)).toEqual(Array(6).fill(null));
  });

  it('fails for good after three retries, with its problem, its log and nothing left on the engine', async () => {
    const { actor, id } = await aStartedAttempt(world);
    world.driver.controls.fail('nodes', new DriverError('failed', 'node grader does not start'));
    await runEnvironmentJobs(world);
    expect(world.driver.calls.filter((call) => call.startsWith('apply'))).toHaveLength(4);
    const failed = environmentOf(await look(world, actor, id));
    expect(failed).toMatchObject({ state: 'failed', promptOpen: false });
    expect(failed.problem?.detail).toContain('node a helper does not start');
    expect(failed.problem?.remedy).toBeTruthy();
    expect(failed.stages[2]).toMatchObject({ stage: 'nodes', status: 'failed' });
    const events = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.environmentId, failed.id));
    expect(events.find((event) => event.stageStatus === 'failed')?.log).toContain(
      'node grader does not start',
    );
    await runEnvironmentJobs(world);
    expect(await observedIds()).not.toContain(failed.id);
    expect(environmentOf(await look(world, actor, id)).problem).not.toBeNull();
  });

  it('fails when the engine stays away, also where the socket error looks like one of the database', async () => {
    const { actor, id } = await aStartedAttempt(world);
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    world.driver.controls.fail('nodes', new DriverError('unreachable', 'no engine', { cause }));
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'failed',
      problem: { title: 'The engine does not answer' },
    });
  });

  it('does not try again what will not change', async () => {
    const { actor, id } = await aStartedAttempt(world);
    world.driver.controls.fail('nodes', new DriverError('image-missing', 'no such image'));
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).problem?.title).toMatch(/image/i);
    expect(world.driver.calls.filter((call) => call.startsWith('apply'))).toHaveLength(1);
  });

  it('fails when a probe does not succeed in its time, with what it said last', async () => {
    const { actor, id } = await aStartedAttempt(world);
    world.answers.set('probe', { exitCode: 1, stdout: '1 of 3 OSDs up' });
    await runEnvironmentJobs(world);
    const failed = environmentOf(await look(world, actor, id));
    expect(failed.stages[4]?.status).toBe('failed');
    expect(failed.problem?.detail).toContain('1 of 3 OSDs up');
  });

  it('fails when the setup of the lab does, and keeps its output for the author only', async () => {
    const { actor, id } = await aStartedAttempt(world);
    world.answers.set('setup', { exitCode: 3, stdout: 'cannot find the pool\n' });
    await runEnvironmentJobs(world);
    const failed = environmentOf(await look(world, actor, id));
    expect(failed.stages[5]?.status).toBe('failed');
    expect(JSON.stringify(failed)).not.toContain('cannot find the pool');
    const events = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.environmentId, failed.id));
    expect(events.find((event) => event.stageStatus === 'failed')?.log).toContain('cannot find the pool');
  });

  it('ends at once when the attempt is finished meanwhile, and leaves nothing behind', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    const hold = world.driver.controls.hang('nodes', 1);
    const running = runEnvironmentJobs(world);
    await hold.reached;
    await finishAttempt(world.ctx, actor, id);
    await running;
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('destroyed');
    expect(await observedIds()).not.toContain(environmentOf(view).id);
  });

  it('is done by one worker only, however often the job is given out', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    const environmentId = environmentOf(view).id;
    await admitNow(world);
    await Promise.all(
      [1, 2, 3].map(() => provisionEnvironment(aWorldLike(world), environmentId, never, quick)),
    );
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    expect(world.driver.calls.filter((call) => call.startsWith('apply'))).toHaveLength(1);
  });

  it('goes on after a crash from where the engine is', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    const environmentId = environmentOf(view).id;
    await admitNow(world);
    const crash = new AbortController();
    const hold = world.driver.controls.hang('boot', 1);
    const dying = provisionEnvironment(world.ctx, environmentId, crash.signal, quick);
    await hold.reached;
    crash.abort(new Error('the worker died'));
    await expect(dying).rejects.toThrow('the worker died');
    expect(environmentOf(await look(world, actor, id)).state).toBe('provisioning');

    world.clock.move(60_000);
    await reconcile(world.ctx);
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });
});

/** Another process: the same engine and database, nothing else in common. */
function aWorldLike({ ctx }: World): World['ctx'] {
  return { ...ctx };
}

describe('reconcile', () => {
  it('ends an environment whose instance is gone, and tells its person', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.driver.lose(environmentOf(view).id);
    await reconcile(world.ctx);
    const lost = await look(world, actor, id);
    expect(environmentOf(lost)).toMatchObject({ state: 'lost', promptOpen: false });
    expect(environmentOf(lost).problem?.detail).toContain('kept');
    expect(lost.revision).toBeGreaterThan(view.revision);

    const again = await retryEnvironment(world.ctx, actor, id);
    expect(environmentOf(again)).toMatchObject({ state: 'queued', problem: null });
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('counts an environment as gone when one of its nodes is', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.driver.lose(environmentOf(view).id, 'grader');
    await reconcile(world.ctx);
    expect(environmentOf(await look(world, actor, id)).state).toBe('lost');
  });

  it('judges nothing while the engine is away', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.driver.controls.fail('list', new DriverError('unreachable', 'no socket'));
    world.driver.controls.fail('inspect', new DriverError('unreachable', 'no socket'));
    await reconcile(world.ctx);
    world.driver.controls.heal('list');
    world.driver.lose(environmentOf(view).id);
    await reconcile(world.ctx);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('removes what has no row, and leaves what is being worked on', async () => {
    const { view } = await aRunningAttempt(world);
    const spec = { id: '00000000-0000-4000-8000-000000000000', ...specLike() };
    await world.driver.apply(spec, () => {}, never);
    await reconcile(world.ctx);
    expect(await observedIds()).toEqual([environmentOf(view).id]);
  });

  it('gives out again what nobody does, and leaves alone what somebody does', async () => {
    const { view } = await aStartedAttempt(world);
    await admitNow(world);
    await reconcile(world.ctx);
    expect(await takeJobs(database.db)).toEqual([]);
    world.clock.move(4_000);
    await reconcile(world.ctx);
    const environmentId = environmentOf(view).id;
    const jobs = (await takeJobs(database.db)).filter(
      (job) => (job.payload as { environmentId: string }).environmentId === environmentId,
    );
    expect(jobs).toMatchObject([{ job: 'environment.provision' }]);

    const hold = world.driver.controls.hang('boot', 1);
    const running = provisionEnvironment(world.ctx, environmentId, never, quick);
    await hold.reached;
    world.clock.move(60_000);
    await reconcile(world.ctx);
    expect(await takeJobs(database.db)).toEqual([]);
    hold.release();
    await running;
  });

  it('ends what has expired, with the reason, and destroys it', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.clock.move(4 * 3_600_000 + 1);
    await reconcile(world.ctx);
    await runEnvironmentJobs(world);
    const view = await look(world, actor, id);
    expect(view.state).toBe('active');
    expect(environmentOf(view)).toMatchObject({ state: 'destroyed' });
    expect(environmentOf(view).problem?.title).toContain('over');
    await resetEnvironment(world.ctx, actor, id);
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('starts nodes again that have stopped, at the second look', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const environmentId = environmentOf(view).id;
    world.driver.setStatus(environmentId, 'host1', 'stopped');
    await reconcile(world.ctx);
    expect((await world.driver.inspect(environmentId))?.nodes[0]?.status).toBe('stopped');
    world.driver.controls.fail('apply', new DriverError('unreachable', 'no socket'), 1);
    await reconcile(world.ctx);
    await reconcile(world.ctx);
    expect((await world.driver.inspect(environmentId))?.nodes[0]?.status).toBe('running');
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
  });

  it('starts no more than four environments at a time when all have stopped', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1)
      ids.push(environmentOf((await aRunningAttempt(world, aLab(`test/lab-${n}`))).view).id);
    for (const id of ids) world.driver.setStatus(id, 'host1', 'stopped');
    await reconcile(world.ctx);
    world.driver.controls.slow('boot', 100);
    const apply = world.driver.apply.bind(world.driver);
    let atOnce = 0;
    let most = 0;
    vi.spyOn(world.driver, 'apply').mockImplementation(async (...order) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      return apply(...order).finally(() => {
        atOnce -= 1;
      });
    });
    await reconcile(world.ctx);
    expect(most).toBe(4);
    for (const one of await world.driver.list())
      expect(one.nodes.map((node) => node.status)).toEqual(['running', 'running']);
  });

  it('takes up a removal that was cut off', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.driver.controls.fail('destroy', new DriverError('unreachable', 'no socket'), 1);
    await finishAttempt(world.ctx, actor, id);
    await expect(runEnvironmentJobs(world)).rejects.toThrow('no socket');
    expect(environmentOf(await look(world, actor, id)).state).toBe('destroying');
    world.clock.move(10_000);
    await reconcile(world.ctx);
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('destroyed');
    expect(await observedIds()).not.toContain(environmentOf(view).id);
  });
});

describe('reset', () => {
  it('gives a fresh environment and destroys the old one', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const old = environmentOf(view).id;
    const reset = await resetEnvironment(world.ctx, actor, id);
    expect(environmentOf(reset).id).not.toBe(old);
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    expect(await observedIds()).toEqual([environmentOf(reset).id]);
    const [row] = await database.db.select().from(environment).where(eq(environment.id, old));
    expect(row).toMatchObject({ state: 'destroyed' });
    const events = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.environmentId, old));
    expect(events.find((event) => event.toState === 'destroying')).toMatchObject({
      reason: 'reset',
      actor: actor.personId,
    });
  });

  it('cancels an environment that is still being made', async () => {
    const { actor, id } = await aStartedAttempt(world);
    const hold = world.driver.controls.hang('nodes', 1);
    const running = runEnvironmentJobs(world);
    await hold.reached;
    const reset = await resetEnvironment(world.ctx, actor, id);
    await running;
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      id: environmentOf(reset).id,
      state: 'ready',
    });
    expect(await observedIds()).toEqual([environmentOf(reset).id]);
  });

  it('is not what retry does while the environment lives', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await expect(retryEnvironment(world.ctx, actor, id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the end of an environment', () => {
  it('leaves a living one alone when the job comes too early', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    await destroyEnvironment(world.ctx, environmentOf(view).id);
    expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    expect(await observedIds()).toContain(environmentOf(view).id);
  });

  it('is on record with who, what and why', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await finishAttempt(world.ctx, actor, id);
    const lines = await database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
    expect(lines.map((line) => [line.actor, line.action])).toEqual([
      [actor.personId, 'attempt.start'],
      // The end grades once more: what passes for the first time then.
      ['system', 'check.pass'],
      ['system', 'check.pass'],
      [actor.personId, 'attempt.finish'],
    ]);
  });
});

describe('a second start', () => {
  it('answers the active attempt, even when both come at once', async () => {
    const actor = await anActor(database.db);
    await publish(database.db, aLab('test/double'));
    const views = await Promise.all(
      [1, 2, 3].map(() => startAttempt(world.ctx, actor, { lab: 'test/double' })),
    );
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(await takeJobs(database.db)).toHaveLength(1);
  });
});

function specLike() {
  const topology = world.ctx.topology('pair');
  if (!topology) throw new Error('no topology');
  return { topology, images: world.ctx.resolveImages(topology), authorizedKey: 'ssh-ed25519 AAAA' };
}
