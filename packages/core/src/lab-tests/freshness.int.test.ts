import type { LabTestState } from '@springboard/contracts/lab-tests.ts';
import {
  changeLabTest,
  findLabTest,
  listLabTests,
  listOpenLabTests,
} from '@springboard/db/repositories/lab-tests.ts';
import { deleteEndedLabTests } from '@springboard/db/repositories/prune.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishAttempt, startAttempt } from '../attempts.ts';
import { generationOf } from '../environments/generation.ts';
import { aLab, anActor, aWorld, publish, testTopology, type World } from '../testing/fixtures.ts';
import { measureFreshness } from './freshness.ts';
import { keepFresh } from './nightly.ts';
import { scheduleLabTest } from './start.ts';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db, { limits: { nightlyLabTests: { from: 60, until: 300 } } });
  world.clock.now = new Date(2026, 4, 5, 12);
});
afterEach(() => database.close());

const present = () => generationOf(testTopology, world.ctx.resolveImages(testTopology));

/** A test of the schedule that came to an end a minute after it was begun. */
async function tested(slug: string, state: LabTestState, generation = present()): Promise<string> {
  const row = await scheduleLabTest(world.ctx, slug);
  if (!row) throw new Error('not published');
  world.clock.move(60_000);
  await changeLabTest(database.db, row.id, { state, generation, endedAt: world.clock.now });
  return row.id;
}
const freshness = async (slug: string) => (await measureFreshness(world.ctx)).find(({ lab }) => lab === slug);
/** What the schedule has under way. */
const open = async () => (await listOpenLabTests(database.db)).map(({ slug }) => slug);

it('is due, fresh, stale since it first failed, and due again with new images or a new version', async () => {
  await publish(database.db, aLab('test/lab'));
  expect(await freshness('test/lab')).toMatchObject({ state: 'due', lastGreen: null, lastTest: null });
  const green = await tested('test/lab', 'passed');
  expect(await freshness('test/lab')).toMatchObject({
    state: 'fresh',
    reason: null,
    lastGreen: { id: green },
  });

  await tested('test/lab', 'failed');
  const firstFailure = world.clock.now.toISOString();
  const second = await tested('test/lab', 'failed');
  await tested('test/lab', 'broken_off');
  expect(await freshness('test/lab')).toMatchObject({
    state: 'stale',
    since: firstFailure,
    lastGreen: { id: green },
    lastTest: { id: second, state: 'failed' },
  });

  await tested('test/lab', 'passed');
  expect((await freshness('test/lab'))?.state).toBe('fresh');
  await tested('test/lab', 'passed', 'an older one');
  expect(await freshness('test/lab')).toMatchObject({
    state: 'due',
    reason: expect.stringContaining('images'),
  });

  await tested('test/lab', 'passed');
  await publish(database.db, aLab('test/lab', { title: 'Changed' }));
  expect(await freshness('test/lab')).toMatchObject({
    state: 'due',
    reason: expect.stringContaining('published'),
    lastGreen: { generation: present() },
  });
});

it('is not forgotten with old tests: of each lab the last pass and the last failure stay', async () => {
  await publish(database.db, aLab('test/lab'));
  const ids: string[] = [];
  for (const state of ['passed', 'failed', 'passed', 'broken_off'] as const)
    ids.push(await tested('test/lab', state));
  expect(await deleteEndedLabTests(database.db, new Date(world.clock.now.getTime() + 1), 100)).toBe(2);
  expect((await listLabTests(database.db, { slug: 'test/lab', limit: 9 })).map(({ id }) => id)).toEqual([
    ids[2],
    ids[1],
  ]);
  const young = await tested('test/lab', 'broken_off');
  expect(await deleteEndedLabTests(database.db, new Date(0), 1)).toBe(0);
  await tested('test/lab', 'broken_off');
  expect(await deleteEndedLabTests(database.db, new Date(0), 1)).toBe(1);
  expect(await findLabTest(database.db, young)).toBeUndefined();
});

it('tests each lab once a night, one at a time, what is due first', async () => {
  for (const slug of ['test/a', 'test/b', 'test/c']) await publish(database.db, aLab(slug));
  await tested('test/a', 'passed');
  await tested('test/c', 'failed');
  await keepFresh(world.ctx);
  expect(await open(), 'by day').toEqual([]);

  world.clock.now = new Date(2026, 4, 6, 1, 30);
  const order: string[] = [];
  for (;;) {
    await keepFresh(world.ctx);
    await keepFresh(world.ctx);
    const [row, more] = await listOpenLabTests(database.db);
    if (!row) break;
    expect(more, 'one at a time').toBeUndefined();
    order.push(row.slug);
    world.clock.move(60_000);
    const ended = { state: 'passed', generation: present(), endedAt: world.clock.now } as const;
    await changeLabTest(database.db, row.id, ended);
  }
  expect(order).toEqual(['test/b', 'test/a', 'test/c']);
});

it('tries again in the same night what came to no end, a few times and not at once', async () => {
  await publish(database.db, aLab('test/lab'));
  world.clock.now = new Date(2026, 4, 6, 1, 30);
  let begun = 0;
  for (let minutes = 0; minutes < 120; minutes += 10) {
    await keepFresh(world.ctx);
    for (const { id } of await listOpenLabTests(database.db)) {
      begun += 1;
      await changeLabTest(database.db, id, { state: 'broken_off', endedAt: world.clock.now });
    }
    world.clock.move(10 * 60_000);
  }
  expect(begun).toBe(3);
});

it('never begins while somebody learns, and gives way when somebody starts', async () => {
  await publish(database.db, aLab('test/lab'));
  world.clock.now = new Date(2026, 4, 6, 1, 30);
  await keepFresh(world.ctx);
  expect(await open()).toEqual(['test/lab']);
  const learner = await anActor(database.db);
  const { id } = await startAttempt(world.ctx, learner, { lab: 'test/lab' });
  await keepFresh(world.ctx);
  expect(await open()).toEqual([]);
  world.clock.move(20 * 60_000);
  await keepFresh(world.ctx);
  expect(await open()).toEqual([]);
  await finishAttempt(world.ctx, learner, id);
  await keepFresh(world.ctx);
  expect(await open()).toEqual(['test/lab']);
});
