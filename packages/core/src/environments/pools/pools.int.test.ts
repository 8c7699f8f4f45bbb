import { environment, environmentEvent, pool, poolDemand } from '@springboard/db/schema/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt, resetEnvironment, startAttempt } from '../../attempts.ts';
import { aLab, anActor, aWorld, publish, type World } from '../../testing/fixtures.ts';
import { admitNow, environmentOf, look, never, runEnvironmentJobs } from '../../testing/steps.ts';
import { provisionEnvironment } from '../provision.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
});
afterEach(() => database.close());

const quick = { retryPausesMs: [1, 1, 1] };
const minutes = (count: number) => count * 60_000;

async function aPool(target: number, mode: 'running' | 'frozen' = 'running'): Promise<void> {
  world = aWorld(database.db, { limits: { pools: { pair: { target, mode } }, provisioningAtOnce: 10 } });
  await settle();
}

/** Has all work done that leads to more work; a dozen rounds would mean that it never ends. */
async function settle(): Promise<void> {
  for (let round = 0; round < 12; round++) {
    const before = (await rows()).map(({ id, state, frozen }) => [id, state, frozen]);
    await runEnvironmentJobs(world);
    const after = (await rows()).map(({ id, state, frozen }) => [id, state, frozen]);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
  }
  throw new Error('it does not come to rest');
}

const rows = () => database.db.select().from(environment).orderBy(environment.createdAt, environment.id);
const inState = async (state: string) => (await rows()).filter((row) => row.state === state);

async function start(slug = 'test/lab') {
  const actor = await anActor(database.db);
  await publish(database.db, aLab(slug));
  const view = await startAttempt(world.ctx, actor, { lab: slug });
  return { actor, id: view.id, requestId: environmentOf(view).id };
}

describe('a pool', () => {
  it('is filled to its target, and refilled after a claim', async () => {
    await aPool(2);
    expect(await inState('pooled')).toHaveLength(2);
    const before = (await inState('pooled')).map((row) => row.id);
    const { actor, id, requestId } = await start();
    await settle();
    const view = environmentOf(await look(world, actor, id));
    expect(before).toContain(view.id);
    expect(view).toMatchObject({ state: 'ready', course: 'warm', promptOpen: true });
    expect(view.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      'queue done',
      'thaw done',
      'healthy done',
      'setup done',
    ]);
    expect(await inState('pooled')).toHaveLength(2);
    expect((await rows()).find((row) => row.id === requestId)).toMatchObject({ state: 'destroyed' });
    expect(world.driver.calls.filter((call) => call.includes(requestId))).toEqual([]);
    expect((await database.db.select().from(pool))[0]).toMatchObject({ hits: 1, misses: 0 });
  });

  it('opens the prompt of a running one at the claim, of a frozen one when it is thawed', async () => {
    await aPool(1);
    const { actor, id } = await start();
    await admitNow(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'claimed', promptOpen: true });
    await database.close();
    database = await withDb();
    await aPool(1, 'frozen');
    expect((await inState('pooled'))[0]).toMatchObject({ frozen: true, promptOpen: false });
    const other = await start();
    await admitNow(world);
    const [claimed] = await inState('claimed');
    expect(environmentOf(await look(world, other.actor, other.id)).promptOpen).toBe(false);
    const hold = world.driver.controls.hang('exec', 1);
    const running = provisionEnvironment(world.ctx, claimed?.id ?? '', never, quick);
    await hold.reached;
    expect(environmentOf(await look(world, other.actor, other.id))).toMatchObject({ promptOpen: true });
    hold.release();
    await running;
    expect(environmentOf(await look(world, other.actor, other.id)).state).toBe('ready');
  });

  it('freezes what has been probed, and wakes, probes and freezes it again after ten minutes', async () => {
    await aPool(1, 'frozen');
    const [frozen] = await inState('pooled');
    const nodes = async () =>
      (await world.driver.inspect(frozen?.id ?? ''))?.nodes.map((node) => node.status);
    expect(await nodes()).toEqual(['frozen', 'frozen']);
    const probes = () => world.driver.calls.filter((call) => call.startsWith('exec')).length;
    const before = probes();
    world.clock.move(minutes(9));
    await settle();
    expect(probes()).toBe(before);
    world.clock.move(minutes(2));
    await settle();
    expect(probes()).toBe(before + 1);
    expect((await inState('pooled'))[0]).toMatchObject({
      id: frozen?.id,
      frozen: true,
      probedAt: world.clock.now,
    });
    expect(await nodes()).toEqual(['frozen', 'frozen']);
  });

  it('replaces one that fails its probe, and judges none while the engine is away', async () => {
    await aPool(1);
    const [first] = await inState('pooled');
    world.clock.move(minutes(6));
    world.driver.controls.fail('exec', new DriverError('unreachable', 'no socket'));
    world.driver.controls.fail('health', new DriverError('unreachable', 'no socket'));
    await expect(runEnvironmentJobs(world)).rejects.toThrow();
    expect((await inState('pooled')).map((row) => row.id)).toEqual([first?.id]);
    world.driver.controls.heal();
    world.answers.set('probe', { exitCode: 1, stdout: 'out of order' });
    world.clock.move(minutes(1));
    await runEnvironmentJobs(world);
    expect((await rows()).find((row) => row.id === first?.id)).toMatchObject({ state: 'failed' });
    world.answers.delete('probe');
    await settle();
    const [second] = await inState('pooled');
    expect(second?.id).not.toBe(first?.id);
    expect(await world.driver.inspect(first?.id ?? '')).toBeUndefined();
  });

  it('drains what is of an older generation, and hands none of it out', async () => {
    await aPool(2);
    const old = (await inState('pooled')).map((row) => row.id);
    const newer = (of: { nodes: readonly { name: string; image: string }[] }) =>
      Object.fromEntries(of.nodes.map((node) => [node.name, { name: node.image, hash: 'fedcba543210' }]));
    world = { ...world, ctx: { ...world.ctx, resolveImages: newer } };
    const { actor, id } = await start();
    await settle();
    const view = environmentOf(await look(world, actor, id));
    expect(old).not.toContain(view.id);
    expect(view).toMatchObject({ state: 'ready', course: 'cold' });
    const now = (await inState('pooled')).map((row) => row.id);
    expect(now).toHaveLength(2);
    expect(now.filter((one) => old.includes(one))).toEqual([]);
    const edges = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.reason, 'outdated'));
    expect(edges.map((edge) => edge.environmentId).sort()).toEqual([...old].sort());
  });

  it('grows for what is due, less what has been started for it, and shrinks when that is over', async () => {
    await aPool(1);
    const hour = (count: number) => new Date(world.clock.now.getTime() + minutes(60 * count));
    await database.db
      .insert(poolDemand)
      .values({ topology: 'pair', count: 3, from: hour(1), until: hour(3), reason: 'a class' });
    await settle();
    expect(await inState('pooled')).toHaveLength(1);
    world.clock.move(minutes(46));
    await settle();
    expect(await inState('pooled')).toHaveLength(3);
    const { actor, id } = await start();
    await settle();
    expect(await inState('pooled')).toHaveLength(2);
    // Who resets has not started twice.
    await resetEnvironment(world.ctx, actor, id);
    await settle();
    expect(await inState('pooled')).toHaveLength(2);
    world.clock.move(minutes(200));
    await settle();
    expect(await inState('pooled')).toHaveLength(1);
  });

  it('gives somebody who resets again and again a few, then has theirs made, and gives again an hour later', async () => {
    await aPool(2);
    const { actor, id } = await start();
    await settle();
    const reset = async () => {
      const view = environmentOf(await resetEnvironment(world.ctx, actor, id));
      await settle();
      expect(view.state).toBe('queued');
      return environmentOf(await look(world, actor, id));
    };
    for (let count = 0; count < 5; count++) expect(await reset()).toMatchObject({ course: 'warm' });
    const kept = (await inState('pooled')).map((row) => row.id);
    for (let count = 0; count < 2; count++)
      expect(await reset()).toMatchObject({ state: 'ready', course: 'cold' });
    expect((await inState('pooled')).map((row) => row.id)).toEqual(kept);
    expect((await database.db.select().from(pool))[0]).toMatchObject({ hits: 6, misses: 0 });
    const other = await start();
    await settle();
    expect(environmentOf(await look(world, other.actor, other.id))).toMatchObject({ course: 'warm' });
    world.clock.move(minutes(61));
    await settle();
    expect(await reset()).toMatchObject({ state: 'ready', course: 'warm' });
  });

  it('rests longer after each failure', async () => {
    world = aWorld(database.db, { limits: { pools: { pair: { target: 1, mode: 'running' } } } });
    world.driver.controls.fail('nodes', new DriverError('refused', 'not today'));
    await settle();
    expect(await rows()).toHaveLength(1);
    for (const [seconds, count] of [
      [14, 1],
      [2, 2],
      [16, 2],
      [15, 3],
    ] as const) {
      world.clock.move(seconds * 1000);
      await settle();
      expect(await rows()).toHaveLength(count);
    }
  });
});

describe('one that is claimed', () => {
  it('and bad is replaced by one that is made anew, for a request at the head of the queue', async () => {
    await aPool(2);
    world.driver.controls.fail('thaw', new DriverError('missing', 'gone'), 1);
    const { actor, id } = await start();
    await admitNow(world);
    const [spare] = await inState('pooled');
    const [claimed] = await inState('claimed');
    await provisionEnvironment(world.ctx, claimed?.id ?? '', never, quick);
    expect((await rows()).find((row) => row.id === claimed?.id)).toMatchObject({ state: 'failed' });
    const waiting = environmentOf(await look(world, actor, id));
    expect(waiting).toMatchObject({ state: 'queued', problem: null });
    expect(Date.parse(waiting.createdAt)).toBeLessThanOrEqual(claimed?.claimedAt?.getTime() ?? 0);
    await admitNow(world);
    for (const one of await inState('provisioning'))
      await provisionEnvironment(world.ctx, one.id, never, quick);
    const given = environmentOf(await look(world, actor, id));
    expect(given).toMatchObject({ state: 'ready', course: 'cold' });
    expect(given.id).not.toBe(spare?.id);
  });

  it('fails as any other when the lab cannot be set up in it: another one would not help', async () => {
    await aPool(1);
    world.answers.set('setup', { exitCode: 1, stdout: 'broken' });
    const { actor, id } = await start();
    await settle();
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ state: 'failed', course: 'warm' });
  });

  it('is woken again by whoever comes next when its worker was killed in the midst', async () => {
    await aPool(1, 'frozen');
    const { actor, id } = await start();
    await admitNow(world);
    const [claimed] = await inState('claimed');
    const crash = new AbortController();
    const hold = world.driver.controls.hang('thaw', 1);
    const dying = provisionEnvironment(world.ctx, claimed?.id ?? '', crash.signal, quick);
    await hold.reached;
    crash.abort(new Error('the worker died'));
    await expect(dying).rejects.toThrow('the worker died');
    await provisionEnvironment(world.ctx, claimed?.id ?? '', never, quick);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({ id: claimed?.id, state: 'ready' });
  });

  it('while it is made for the pool becomes its person’s when it is healthy', async () => {
    world = aWorld(database.db, { limits: { pools: { pair: { target: 1, mode: 'frozen' } } } });
    await admitNow(world);
    const [making] = await inState('provisioning');
    const environmentId = making?.id ?? '';
    const hold = world.driver.controls.hang('boot', 1);
    const running = provisionEnvironment(world.ctx, environmentId, never, quick);
    await hold.reached;
    const { actor, id } = await start();
    await admitNow(world);
    const given = environmentOf(await look(world, actor, id));
    expect(given).toMatchObject({ id: environmentId, state: 'provisioning' });
    expect(given.stages.map(({ stage, status }) => `${stage} ${status}`)).toEqual([
      'queue done',
      'network done',
      'nodes done',
      'boot running',
      'healthy waiting',
      'setup waiting',
    ]);
    hold.release();
    await running;
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      id: environmentId,
      state: 'ready',
      course: 'cold',
    });
  });

  it('is given back like any other', async () => {
    await aPool(1);
    const { actor, id } = await start();
    await settle();
    const { id: environmentId } = environmentOf(await look(world, actor, id));
    await finishAttempt(world.ctx, actor, id);
    await settle();
    expect(await world.driver.inspect(environmentId)).toBeUndefined();
    expect(await inState('pooled')).toHaveLength(1);
  });
});
