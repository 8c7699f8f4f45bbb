import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import { changeEnvironment, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { environmentEvent, savePoint } from '@springboard/db/schema/environments.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extendEnvironment } from '../attempts/extend.ts';
import { pauseEnvironment } from '../attempts/pauses.ts';
import { createSavePoint } from '../attempts/save-points.ts';
import { retryEnvironment } from '../attempts.ts';
import { aWorld, takeJobs, testTopology, type World } from '../testing/fixtures.ts';
import {
  aRunningAttempt,
  aStartedAttempt,
  environmentOf,
  look,
  never,
  runChangeJobs,
  runEnvironmentJobs,
} from '../testing/steps.ts';
import { counters, lastReconcile } from './counters.ts';
import { destroyEnvironment } from './destroy.ts';
import { environmentLock } from './lock.ts';
import { reconcile } from './reconcile.ts';

let database: TestDatabase;
let world: World;
/** As the counters stood when the test began: they only rise. */
let before: typeof counters;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  before = structuredClone(counters);
});
afterEach(() => database.close());

const hour = 3_600_000;
const risen = (name: keyof typeof counters, what: string) =>
  (counters[name][what] ?? 0) - (before[name][what] ?? 0);

async function anEnvironment() {
  const running = await aRunningAttempt(world);
  return { ...running, environmentId: environmentOf(running.view).id };
}
async function put(id: string, state: EnvironmentState, more: Parameters<typeof changeEnvironment>[2] = {}) {
  await changeEnvironment(database.db, id, { state, ...more });
}
const statuses = async (id: string) => (await world.driver.inspect(id))?.nodes.map((node) => node.status);

it('an environment with a node that takes from all others ends, and its person reads why', async () => {
  const { actor, id, environmentId } = await anEnvironment();
  world.driver.overuse({ environmentId, node: 'host1', what: 'neighbours', count: 30_000 });
  await reconcile(world.ctx);
  expect(environmentOf(await look(world, actor, id))).toMatchObject({
    state: 'destroying',
    problem: { detail: expect.stringContaining('30000'), remedy: expect.stringContaining('Reset') },
  });
  expect(risen('stopped', 'neighbours')).toBe(1);
  await runEnvironmentJobs(world);
  expect(await world.driver.list()).toEqual([]);
  expect(environmentOf(await look(world, actor, id)).problem).toMatchObject({ title: expect.any(String) });
});

describe('what the engine has lost', () => {
  it.each(['claimed', 'ready', 'paused', 'saving', 'rewinding'] as const)(
    'is told to its person, %s as it was, and a new one is theirs for the asking',
    async (state) => {
      const { actor, id, environmentId } = await anEnvironment();
      await put(environmentId, state);
      world.driver.lose(environmentId, 'grader');
      await reconcile(world.ctx);
      const lost = environmentOf(await look(world, actor, id));
      expect(lost).toMatchObject({
        state: 'lost',
        promptOpen: false,
        problem: { title: expect.any(String) },
      });
      expect(risen('lost', 'environment')).toBe(1);
      await runEnvironmentJobs(world);
      expect(await world.driver.list()).toEqual([]);
      await retryEnvironment(world.ctx, actor, id);
      await runEnvironmentJobs(world);
      expect(environmentOf(await look(world, actor, id)).state).toBe('ready');
    },
  );

  it('in the pool is nobody’s loss', async () => {
    const { environmentId } = await anEnvironment();
    await put(environmentId, 'pooled', { purpose: 'pool', frozen: true });
    world.driver.lose(environmentId);
    await reconcile(world.ctx);
    expect(await findEnvironment(database.db, environmentId)).toMatchObject({ state: 'lost', frozen: false });
  });
});

describe('nodes that stand still or run against their row', () => {
  it('are thawed when it says ready', async () => {
    const { environmentId } = await anEnvironment();
    await world.driver.freeze(environmentId);
    await reconcile(world.ctx);
    expect(await statuses(environmentId)).toEqual(['running', 'running']);
    expect(risen('aligned', 'thawed')).toBe(1);
  });

  it('are frozen when it says paused', async () => {
    const { actor, id, environmentId } = await anEnvironment();
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await world.driver.thaw(environmentId);
    await reconcile(world.ctx);
    expect(await statuses(environmentId)).toEqual(['frozen', 'frozen']);
    expect(risen('aligned', 'frozen')).toBe(1);
  });

  it('are frozen in the pool when it says so: its worker may have died before it froze them', async () => {
    const { environmentId } = await anEnvironment();
    await put(environmentId, 'pooled', { purpose: 'pool', frozen: true });
    await reconcile(world.ctx);
    expect(await statuses(environmentId)).toEqual(['frozen', 'frozen']);
    await put(environmentId, 'pooled', { frozen: false });
    await reconcile(world.ctx);
    expect(await statuses(environmentId)).toEqual(['running', 'running']);
  });

  it('are brought to it from half-way, where a killed engine left them', async () => {
    const { actor, id, environmentId } = await anEnvironment();
    const leaveHalfWay = () => world.driver.setStatus(environmentId, 'host1', 'freezing');
    leaveHalfWay();
    await reconcile(world.ctx);
    expect(await statuses(environmentId)).toEqual(['running', 'running']);
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    leaveHalfWay();
    await reconcile(world.ctx);
    expect(await statuses(environmentId)).toEqual(['frozen', 'frozen']);
  });

  it('are left to whoever is at work on them', async () => {
    const { environmentId } = await anEnvironment();
    await world.driver.freeze(environmentId);
    await withLock(database.db, environmentLock(environmentId), async () => {
      await reconcile(world.ctx);
      expect(await statuses(environmentId)).toEqual(['frozen', 'frozen']);
    });
  });

  it('are started again when they have stopped, unless paused or frozen in the pool', async () => {
    const { environmentId } = await anEnvironment();
    const stopAndLook = async () => {
      world.driver.setStatus(environmentId, 'host1', 'stopped');
      for (let looks = 0; looks < 2; looks++) await reconcile(world.ctx);
      return (await statuses(environmentId))?.[0];
    };
    await put(environmentId, 'paused', { pausedAt: world.clock.now });
    expect(await stopAndLook()).toBe('stopped');
    await put(environmentId, 'pooled', { purpose: 'pool', frozen: true });
    expect(await stopAndLook()).toBe('stopped');
    await put(environmentId, 'pooled', { frozen: false });
    expect(await stopAndLook()).toBe('running');
    expect(risen('revived', 'environment')).toBe(1);
  });
});

describe('save points', () => {
  it('without a row are removed from the engine; rows without one are no offer any more', async () => {
    const { actor, id, environmentId } = await anEnvironment();
    await createSavePoint(world.ctx, actor, id, { title: 'mine' });
    await runChangeJobs(world);
    const [first, mine] = environmentOf(await look(world, actor, id)).savePoints;
    await world.driver.save(environmentId, 'stray');
    await world.driver.deleteSavePoint(environmentId, mine?.id ?? '');
    await reconcile(world.ctx);
    expect((await world.driver.inspect(environmentId))?.savePoints).toEqual([first?.id]);
    expect(environmentOf(await look(world, actor, id)).savePoints).toEqual([first]);
    expect([risen('orphans', 'save-point'), risen('lost', 'save-point')]).toEqual([1, 1]);
  });

  it('are removed from a frozen environment, too, and what fails is tried again', async () => {
    const { actor, id, environmentId } = await anEnvironment();
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    await database.db.update(savePoint).set({ state: 'deleted' });
    world.driver.controls.fail('deleteSavePoint', new DriverError('failed', 'busy'), 1);
    await reconcile(world.ctx);
    expect((await world.driver.inspect(environmentId))?.savePoints).toHaveLength(1);
    await reconcile(world.ctx);
    expect((await world.driver.inspect(environmentId))?.savePoints).toEqual([]);
    expect(await statuses(environmentId)).toEqual(['frozen', 'frozen']);
  });
});

describe('the end of an environment’s time', () => {
  const warnings = (id: string) =>
    database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.environmentId, id))
      .then((rows) => rows.filter((row) => row.reason === 'expires-soon'));

  it('is warned of once, and again when it was moved', async () => {
    const { actor, id, environmentId } = await anEnvironment();
    const busy = { ...world.ctx, limits: { ...world.ctx.limits, idlePauseMs: null } };
    world.clock.move(4 * hour - 16 * 60_000);
    await reconcile(busy);
    expect(await warnings(environmentId)).toEqual([]);
    world.clock.move(2 * 60_000);
    const { revision } = await look(world, actor, id);
    for (let looks = 0; looks < 3; looks++) await reconcile(busy);
    expect(await warnings(environmentId)).toMatchObject([{ message: expect.stringContaining('14 min') }]);
    expect((await look(world, actor, id)).revision).toBe(revision + 1);
    await extendEnvironment(world.ctx, actor, id);
    await reconcile(busy);
    expect(await warnings(environmentId)).toHaveLength(1);
    world.clock.move(hour);
    await reconcile(busy);
    expect(await warnings(environmentId)).toHaveLength(2);
  });

  it('is not put off while somebody waits for the room', async () => {
    const { actor, id } = await anEnvironment();
    const waiting = await aStartedAttempt(world);
    const queue = { place: 1, of: 1, waitsFor: 'memory', startsAt: null } as const;
    await put(environmentOf(waiting.view).id, 'queued', { queue });
    await expect(extendEnvironment(world.ctx, actor, id)).rejects.toMatchObject({
      code: 'limit-reached',
      title: 'Others are waiting for room',
    });
    await put(environmentOf(waiting.view).id, 'queued', { queue: { ...queue, waitsFor: 'turn' } });
    await expect(extendEnvironment(world.ctx, actor, id)).resolves.toMatchObject({ id });
  });
});

describe('a pass', () => {
  /** An environment whose work nobody does, beside one with a stopped node that was seen stopped before. */
  async function forgottenBesideStopped() {
    const [stopped, forgotten] = [await anEnvironment(), await anEnvironment()];
    world.driver.setStatus(stopped.environmentId, 'host1', 'stopped');
    await reconcile(world.ctx);
    await put(forgotten.environmentId, 'rewinding');
    world.clock.move(4_000);
    await takeJobs(database.db);
    const { environmentId } = forgotten;
    return { stopped, work: { job: 'environment.change', payload: { environmentId, change: 'rewind' } } };
  }

  it('gives work out before it starts what has stopped, and leaves what takes long to the next', async () => {
    const { stopped, work } = await forgottenBesideStopped();
    const hold = world.driver.controls.hang('boot', 1);
    const passing = reconcile(world.ctx, undefined, { slowMs: 500 });
    await hold.reached;
    expect(await takeJobs(database.db)).toMatchObject([work]);
    await passing;
    world.driver.setStatus(stopped.environmentId, 'host1', 'stopped');
    await reconcile(world.ctx);
    expect(await statuses(stopped.environmentId)).toEqual(['running', 'running']);
  });

  it('goes on after a step that throws, counts it, and does not call itself whole', async () => {
    const { work } = await forgottenBesideStopped();
    const { at } = lastReconcile;
    const limits = Object.defineProperty({ ...world.ctx.limits }, 'idlePauseMs', {
      get: () => {
        throw new Error('a bug');
      },
    });
    await reconcile({ ...world.ctx, limits });
    expect(await takeJobs(database.db)).toMatchObject([work]);
    expect(risen('failures', 'idle')).toBe(1);
    expect(lastReconcile.at).toEqual(at);
    await reconcile(world.ctx);
    expect(lastReconcile.at).toEqual(world.clock.now);
  });

  it('goes on although a call of the engine never returns', async () => {
    const { work } = await forgottenBesideStopped();
    const hold = world.driver.controls.hang('list', 1);
    await reconcile(world.ctx, undefined, { stepMs: 500 });
    expect(await takeJobs(database.db)).toMatchObject([work]);
    expect(risen('failures', 'list')).toBe(1);
    hold.release();
  });

  it('does not wait for the engine’s maintenance for ever, nor begins it twice', async () => {
    let begun = 0;
    world.driver.maintain = () => {
      begun += 1;
      return new Promise(() => {});
    };
    await anEnvironment();
    for (let passes = 0; passes < 2; passes++) await reconcile(world.ctx, undefined, { slowMs: 200 });
    expect(begun).toBe(1);
    expect(risen('failures', 'maintain')).toBe(1);
  });
});

describe('a removal', () => {
  it('ends with its lock, though the engine never answers, and is done by whoever comes next', async () => {
    const { environmentId } = await anEnvironment();
    await put(environmentId, 'destroying');
    const hold = world.driver.controls.hang('destroy', 1);
    const removing = destroyEnvironment(world.ctx, environmentId);
    const refused = expect(removing).rejects.toThrow();
    await hold.reached;
    await database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database
        where locktype = 'advisory' and datname = current_database()`,
    );
    await refused;
    expect((await findEnvironment(database.db, environmentId))?.state).toBe('destroying');
    await destroyEnvironment(world.ctx, environmentId);
    expect((await findEnvironment(database.db, environmentId))?.state).toBe('destroyed');
    hold.release();
  });
});

describe('a look', () => {
  it('removes networks without nodes, and counts what it removes', async () => {
    const { environmentId } = await anEnvironment();
    const topology = testTopology;
    const images = world.ctx.resolveImages(topology);
    const id = '00000000-0000-4000-8000-000000000000';
    world.driver.controls.fail('nodes', new DriverError('failed', 'no'), 1);
    const spec = { id, topology, images, authorizedKey: '' };
    await expect(world.driver.apply(spec, () => {}, never)).rejects.toThrow('no');
    await reconcile(world.ctx);
    expect((await world.driver.list()).map((one) => one.id)).toEqual([environmentId]);
    expect(risen('orphans', 'environment')).toBe(1);
  });

  it('gives work out again although the engine is away, and says that it is', async () => {
    const { environmentId } = await anEnvironment();
    await put(environmentId, 'rewinding');
    world.clock.move(4_000);
    world.driver.controls.fail('list', new DriverError('unreachable', 'no socket'));
    await takeJobs(database.db);
    await reconcile(world.ctx);
    expect(await takeJobs(database.db)).toMatchObject([
      { job: 'environment.change', payload: { environmentId, change: 'rewind' } },
    ]);
    expect(risen('forgotten', 'rewinding')).toBe(1);
    expect(lastReconcile).toMatchObject({ at: world.clock.now, engine: false });
    world.driver.controls.heal();
    await reconcile(world.ctx);
    expect(lastReconcile.engine).toBe(true);
  });

  it('takes what failed and was never removed off the engine', async () => {
    const { environmentId } = await anEnvironment();
    const now = world.clock.now;
    await database.db
      .insert(environmentEvent)
      .values({ environmentId, at: now, kind: 'state', toState: 'failed', actor: 'system' });
    await put(environmentId, 'failed');
    world.driver.controls.fail('destroy', new DriverError('failed', 'busy'), 1);
    world.clock.move(4_000);
    await reconcile(world.ctx);
    await runEnvironmentJobs(world);
    expect(await world.driver.list()).toEqual([]);
    expect((await findEnvironment(database.db, environmentId))?.endedAt).not.toBeNull();
    await takeJobs(database.db);
    world.clock.move(30_000);
    await reconcile(world.ctx);
    expect(await takeJobs(database.db)).toEqual([]);
  });
});
