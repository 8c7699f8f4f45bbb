import type { Actor } from '@springboard/contracts/actor.ts';
import {
  EnvironmentDetail,
  EnvironmentQuery,
  EnvironmentSummary,
  FleetView,
} from '@springboard/contracts/fleet.ts';
import { insertEnvironment } from '@springboard/db/repositories/environments.ts';
import { listPoolRows } from '@springboard/db/repositories/pools.ts';
import { environment, environmentEvent, poolDemand } from '@springboard/db/schema/environments.ts';
import { auditEvent, imageBuild, outbox } from '@springboard/db/schema/platform.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getAttempt } from '../attempts.ts';
import { generationOf } from '../environments/generation.ts';
import { provisionEnvironment } from '../environments/provision.ts';
import {
  aLab,
  anActor,
  aWorld,
  notYet,
  pass,
  publish,
  takeJobs,
  testTopology,
  type World,
} from '../testing/fixtures.ts';
import {
  aRunningAttempt,
  aStartedAttempt,
  environmentOf,
  grade,
  never,
  runEnvironmentJobs,
} from '../testing/steps.ts';
import { getEnvironmentDetail } from './detail.ts';
import { listEnvironmentsForOperator } from './list.ts';
import { destroyEnvironmentAsOperator, retryEnvironmentAsOperator } from './manage.ts';
import { setPoolTarget } from './pools.ts';
import { viewFleet } from './view-fleet.ts';

let database: TestDatabase;
let world: World;
let operator: Actor;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  operator = await anActor(database.db, ['operator']);
});
afterEach(() => database.close());

const list = async (query: object = {}) => {
  const found = await listEnvironmentsForOperator(world.ctx, operator, EnvironmentQuery.parse(query));
  return found.map((one) => EnvironmentSummary.parse(one));
};
const detail = async (id: string) =>
  EnvironmentDetail.parse(await getEnvironmentDetail(world.ctx, operator, id));
const fleet = async () => FleetView.parse(await viewFleet(world.ctx, operator));
const audited = async (action: string) =>
  (await database.db.select().from(auditEvent)).filter((line) => line.action === action);

async function aFailedAttempt() {
  world.answers.set('setup', { exitCode: 1, stderr: 'the setup broke' });
  const started = await aStartedAttempt(world);
  await runEnvironmentJobs(world);
  await runEnvironmentJobs(world);
  world.answers.delete('setup');
  return {
    ...started,
    environmentId: environmentOf(await getAttempt(world.ctx, started.actor, started.id)).id,
  };
}

/** One of the pool, as admission would have it made. */
async function aPooled(state: 'pooled' | 'provisioning' | 'failed' = 'pooled', generation?: string) {
  const id = crypto.randomUUID();
  const images = { ...world.ctx.resolveImages(testTopology) };
  await database.db.transaction((tx) =>
    insertEnvironment(tx, {
      id,
      topology: 'pair',
      purpose: 'pool',
      state,
      spec: { topology: testTopology, images },
      generation: generation ?? generationOf(testTopology, images),
      publicKey: 'k',
      sealedPrivateKey: 's',
    }),
  );
  return id;
}

describe('the list', () => {
  it('tells what each environment is, whose, and where it stands', async () => {
    const { actor, id, view } = await aRunningAttempt(world, aLab('fleet/lab'));
    const pooled = await aPooled();
    const listed = await list();
    expect(listed).toHaveLength(2);
    expect(listed.find((one) => one.id === environmentOf(view).id)).toMatchObject({
      topology: 'pair',
      purpose: 'attempt',
      state: 'ready',
      stage: null,
      attemptId: id,
      lab: 'Lab fleet/lab',
      owner: { id: actor.personId, name: expect.stringContaining('Person') },
    });
    expect(listed.find((one) => one.id === pooled)).toMatchObject({
      purpose: 'pool',
      owner: null,
      lab: null,
    });
    expect((await list({ state: 'pooled' })).map((one) => one.id)).toEqual([pooled]);
    expect(await list({ topology: 'other' })).toEqual([]);
  });

  it('shows what failed in the last day with the stage that did, and older ones only when asked', async () => {
    const { environmentId } = await aFailedAttempt();
    expect(await list()).toMatchObject([{ id: environmentId, state: 'failed', stage: 'setup' }]);
    await database.db
      .update(environment)
      .set({ endedAt: new Date(world.clock.now.getTime() - 25 * 3_600_000) })
      .where(eq(environment.id, environmentId));
    expect(await list()).toEqual([]);
    expect(await list({ all: 'true' })).toHaveLength(1);
    expect(await list({ state: 'failed' })).toHaveLength(1);
  });

  it('is for operators only', async () => {
    const learner = await anActor(database.db);
    await expect(
      listEnvironmentsForOperator(world.ctx, learner, EnvironmentQuery.parse({})),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(viewFleet(world.ctx, learner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getEnvironmentDetail(world.ctx, learner, crypto.randomUUID())).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('one environment', () => {
  it('is told whole: stages, hidden nodes with the engine’s state, use, events and who acted', async () => {
    const { actor, view } = await aRunningAttempt(world);
    const { id } = environmentOf(view);
    world.driver.setStatus(id, 'grader', 'stopped');
    const seen = await detail(id);
    expect(seen.nodes).toEqual([
      { name: 'host1', image: 'linux-single/abcdef012345', hidden: false, status: 'running' },
      { name: 'grader', image: 'linux-single/abcdef012345', hidden: true, status: 'stopped' },
    ]);
    expect(seen.usage).toMatchObject({ processes: expect.any(Number) });
    expect(seen.stages.at(-1)).toMatchObject({ stage: 'setup', status: 'done' });
    expect(seen.events[0]).toMatchObject({
      kind: 'state',
      toState: 'queued',
      actor: expect.stringContaining('Person'),
    });
    expect(seen.events[0]?.actor).not.toBe(actor.personId);
    expect(seen.events.at(-1)).toMatchObject({ kind: 'state', toState: 'ready', actor: 'system' });
  });

  it('keeps the log of what failed', async () => {
    const { environmentId } = await aFailedAttempt();
    const failed = (await detail(environmentId)).events.find((event) => event.stageStatus === 'failed');
    expect(failed?.log).toContain('the setup broke');
  });

  it('is shown without the engine’s part while the engine is away', async () => {
    const { view } = await aRunningAttempt(world);
    world.driver.controls.fail('inspect', new DriverError('unreachable', 'away'));
    world.driver.controls.fail('usage', new DriverError('unreachable', 'away'));
    const seen = await detail(environmentOf(view).id);
    expect(seen.usage).toBeNull();
    expect(seen.nodes.map((node) => node.status)).toEqual([null, null]);
  });

  it('is not found when there is none', async () => {
    await expect(getEnvironmentDetail(world.ctx, operator, crypto.randomUUID())).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('trying again', () => {
  it('gives the attempt of a failed environment another one; what was passed stays', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.answers.set('one-b', notYet('no'));
    await grade(world, id);
    const before = await getAttempt(world.ctx, actor, id);
    world.driver.lose(environmentOf(view).id);
    await database.db
      .update(environment)
      .set({ state: 'lost' })
      .where(eq(environment.id, environmentOf(view).id));

    const answer = await retryEnvironmentAsOperator(world.ctx, operator, environmentOf(view).id);
    expect(answer).toMatchObject({ state: 'queued', attemptId: id });
    const after = await getAttempt(world.ctx, actor, id);
    expect(environmentOf(after).id).toBe(answer.id);
    expect(after.score).toBe(before.score);
    expect(await audited('environment.operator-retry')).toMatchObject([
      {
        actor: operator.personId,
        subjectId: environmentOf(view).id,
        detail: { to: answer.id, attemptId: id },
      },
    ]);
    await runEnvironmentJobs(world);
    expect(environmentOf(await getAttempt(world.ctx, actor, id)).state).toBe('ready');
  });

  it('replaces one that hangs while it is made', async () => {
    const { actor, id, view } = await aStartedAttempt(world);
    await takeJobs(database.db);
    const old = environmentOf(view).id;
    await database.db.update(environment).set({ state: 'provisioning' }).where(eq(environment.id, old));
    const { id: fresh } = await retryEnvironmentAsOperator(world.ctx, operator, old);
    await provisionEnvironment(world.ctx, old, never);
    const states = await database.db
      .select({ id: environment.id, state: environment.state })
      .from(environment);
    expect(states).toContainEqual({ id: old, state: 'destroying' });
    expect(environmentOf(await getAttempt(world.ctx, actor, id)).id).toBe(fresh);
  });

  it('refuses one that works, or that nobody waits for', async () => {
    const { view, id } = await aRunningAttempt(world);
    const before = await getAttempt(world.ctx, operator, id).catch(() => null);
    expect(before).toBeNull();
    await expect(
      retryEnvironmentAsOperator(world.ctx, operator, environmentOf(view).id),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    const { environmentId, actor: other, id: attemptId } = await aFailedAttempt();
    const { id: second } = await retryEnvironmentAsOperator(world.ctx, operator, environmentId);
    await expect(retryEnvironmentAsOperator(world.ctx, operator, environmentId)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(environmentOf(await getAttempt(world.ctx, other, attemptId)).id).toBe(second);
  });

  it('takes one of a pool down, and has the pool looked after', async () => {
    const id = await aPooled();
    expect(await retryEnvironmentAsOperator(world.ctx, operator, id)).toMatchObject({
      id,
      state: 'destroying',
    });
    const jobs = (await database.db.select().from(outbox)).map((row) => row.job);
    expect(jobs).toEqual(expect.arrayContaining(['environment.destroy', 'environment.admit']));
  });
});

describe('destroying', () => {
  it('takes it from its learner, who reads who ended it and keeps what has passed', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.answers.set('one-a', pass);
    await grade(world, id);
    const { score } = await getAttempt(world.ctx, actor, id);
    expect(score).toBeGreaterThan(0);
    await destroyEnvironmentAsOperator(world.ctx, operator, environmentOf(view).id);
    await runEnvironmentJobs(world);
    const after = await getAttempt(world.ctx, actor, id);
    expect(after).toMatchObject({ state: 'active', score });
    expect(environmentOf(after)).toMatchObject({
      state: 'destroyed',
      problem: { title: 'An operator ended this environment' },
    });
    const edges = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.toState, 'destroying'));
    expect(edges).toMatchObject([{ actor: operator.personId, reason: 'operator' }]);
    expect(await audited('environment.operator-destroy')).toHaveLength(1);
  });

  it('changes nothing the second time', async () => {
    const id = await aPooled();
    await destroyEnvironmentAsOperator(world.ctx, operator, id);
    await destroyEnvironmentAsOperator(world.ctx, operator, id);
    expect(await audited('environment.operator-destroy')).toHaveLength(1);
    await expect(
      destroyEnvironmentAsOperator(world.ctx, operator, crypto.randomUUID()),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the fleet', () => {
  it('tells numbers, and what it knows, of rows that an older release wrote', async () => {
    const plain = { topology: { name: 'pair', size: { memory: '64MiB', disk: '256MiB' } }, images: {} };
    const gone = { topology: { name: 'gone' }, images: {} };
    for (const [spec, topology, state] of [
      [plain, 'pair', 'pooled'],
      [gone, 'gone', 'pooled'],
      [{}, 'gone', 'destroying'],
      [plain, 'pair', 'queued'],
    ] as const) {
      const id = await aPooled();
      const queue = { place: 3 } as never;
      await database.db
        .update(environment)
        .set({ spec, topology, state, queue })
        .where(eq(environment.id, id));
    }
    const seen = await fleet();
    expect(seen.capacity).toMatchObject({ memory: { planned: expect.any(Number) }, cpu: { planned: 20 } });
    expect(seen.queue).toMatchObject([{ queue: { place: 1, of: 1, startsAt: null } }]);
  });

  it('counts pools with target, demand that is due, and what is there', async () => {
    await publish(database.db, aLab('pool/lab'));
    await aPooled();
    await aPooled('provisioning');
    await aPooled('failed');
    expect((await fleet()).pools).toMatchObject([
      {
        topology: 'pair',
        title: 'Two hosts',
        target: 0,
        wanted: 0,
        pooled: 1,
        provisioning: 1,
        hits: 0,
        misses: 0,
      },
    ]);
    await setPoolTarget(world.ctx, operator, 'pair', { target: 2, mode: 'frozen' });
    await aPooled('pooled', 'of-yesterday');
    const now = world.clock.now.getTime();
    await database.db.insert(poolDemand).values([
      {
        topology: 'pair',
        count: 5,
        from: new Date(now - 1000),
        until: new Date(now + 1000),
        reason: 'class',
      },
      {
        topology: 'pair',
        count: 50,
        from: new Date(now + 86_400_000),
        until: new Date(now + 90_000_000),
        reason: 'later',
      },
    ]);
    expect((await fleet()).pools).toMatchObject([
      { target: 2, wanted: 5, mode: 'frozen', pooled: 1, outdated: 1 },
    ]);
    expect(await listPoolRows(database.db)).toMatchObject([
      { topology: 'pair', updatedBy: operator.personId },
    ]);
    expect(await audited('pool.set')).toMatchObject([{ detail: { target: 2, mode: 'frozen' } }]);
  });

  it('refuses a pool of a topology that is not here, and people who may not', async () => {
    const wanted = { target: 1, mode: 'running' } as const;
    await expect(setPoolTarget(world.ctx, operator, 'nothing', wanted)).rejects.toMatchObject({
      code: 'not-found',
    });
    const mentor = await anActor(database.db, ['mentor']);
    await expect(setPoolTarget(world.ctx, mentor, 'pair', wanted)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('shows the queue by place, with who waits', async () => {
    const { view } = await aStartedAttempt(world);
    const { queue } = await fleet();
    expect(queue).toMatchObject([
      { environmentId: environmentOf(view).id, owner: expect.stringContaining('Person') },
    ]);
  });

  it('says what the host has, what is planned of it and what is kept back', async () => {
    await aPooled();
    await aPooled();
    const { capacity } = await fleet();
    expect(capacity?.memory.planned).toBe(2 * 64 * 2 ** 20);
    expect(capacity?.cpu).toMatchObject({ total: 2000, planned: 40 });
    expect(capacity?.memory.total).toBeGreaterThan(0);
    expect(capacity?.memory.reserve).toBeCloseTo((capacity?.memory.total ?? 0) * 0.1);
  });

  it('does not say what the host has while the engine does not answer', async () => {
    world.driver.controls.fail('capacity', new DriverError('unreachable', 'away'));
    expect((await fleet()).capacity).toBeNull();
  });
});

describe('alarms', () => {
  const titles = async () => (await fleet()).alarms.map((alarm) => alarm.title);

  it('are none while all is well', async () => {
    await publish(database.db, aLab('calm/lab'));
    await aRunningAttempt(world);
    await takeJobs(database.db);
    expect(await titles()).toEqual([]);
  });

  it('tell of an engine that is away, before anything else', async () => {
    await aFailedAttempt();
    await takeJobs(database.db);
    world.driver.controls.fail('health', new DriverError('unreachable', 'away'));
    const { alarms } = await fleet();
    expect(alarms.map(({ severity, title }) => [severity, title])).toEqual([
      ['critical', 'The engine cannot be used'],
      ['warning', 'An environment failed in the last hour'],
    ]);
  });

  it('tell of failures of the last hour and forget older ones', async () => {
    await aFailedAttempt();
    await takeJobs(database.db);
    expect(await titles()).toEqual(['An environment failed in the last hour']);
    world.clock.move(3_700_000);
    expect(await titles()).toEqual([]);
  });

  it('tell of a queue that does not move, and of work that nobody takes', async () => {
    await aStartedAttempt(world);
    world.clock.move(11 * 60_000);
    expect(await titles()).toEqual(['The worker does not take work', 'The queue does not move']);
    await takeJobs(database.db);
    expect(await titles()).toEqual(['The queue does not move']);
  });

  it('tell of images that could not be built', async () => {
    await database.db
      .insert(imageBuild)
      .values({ name: 'ceph-osd', hash: 'x', state: 'failed', detail: 'no mirror', updatedAt: new Date() });
    expect((await fleet()).alarms).toMatchObject([
      { title: 'The image ceph-osd could not be built', detail: 'no mirror' },
    ]);
  });
});
