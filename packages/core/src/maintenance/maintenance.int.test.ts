import type { Actor } from '@springboard/contracts/actor.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { resetEnvironment, startAttempt } from '../attempts.ts';
import { startLabTest } from '../lab-tests/start.ts';
import { listLabs } from '../labs.ts';
import { aLab, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { beginMaintenance, endMaintenance, viewMaintenance } from './maintenance.ts';

let database: TestDatabase;
let world: World;
let operator: Actor;
let learner: Actor;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  operator = await anActor(database.db, ['operator']);
  learner = await anActor(database.db);
  await publish(database.db, aLab('a/one'));
  await publish(database.db, aLab('a/two'));
});
afterEach(() => database.close());

const text = 'A new disk is built in. Back at 14:00.';
const closed = { code: 'lab-unavailable', title: 'No lab starts during maintenance' };
const states = async () => (await database.db.select().from(environment)).map(({ state }) => state);

it('lets no lab start, says why in the catalogue, and lets what runs go on', async () => {
  const { id } = await startAttempt(world.ctx, learner, { lab: 'a/one' });
  expect(await beginMaintenance(world.ctx, operator, { text, endRunning: false })).toEqual({ ended: 0 });
  await expect(startAttempt(world.ctx, learner, { lab: 'a/two' })).rejects.toMatchObject(closed);
  await expect(resetEnvironment(world.ctx, learner, id)).rejects.toMatchObject(closed);
  const author = await anActor(database.db, ['author']);
  await expect(startLabTest(world.ctx, author, { lab: 'a/one', keep: false })).rejects.toMatchObject(closed);
  const [lab] = await listLabs(world.ctx, learner);
  expect(lab?.availability).toMatchObject({ status: 'unavailable', reason: `Maintenance: ${text}` });
  expect(await states()).toEqual(['queued']);
  // Who comes back to what they have is let in.
  expect((await startAttempt(world.ctx, learner, { lab: 'a/one' })).id).toBe(id);
  expect(await viewMaintenance(world.ctx, learner)).toEqual({
    maintenance: { text, since: world.clock.now.toISOString() },
  });

  await endMaintenance(world.ctx, operator);
  await endMaintenance(world.ctx, operator);
  await startAttempt(world.ctx, learner, { lab: 'a/two' });
  expect(await viewMaintenance(world.ctx, learner)).toEqual({ maintenance: null });
  const lines = await database.db.select().from(auditEvent).orderBy(asc(auditEvent.id));
  expect(lines.map(({ action }) => action).filter((action) => action.startsWith('maintenance'))).toEqual([
    'maintenance.begin',
    'maintenance.end',
  ]);
});

it('takes down what runs when it is asked to; attempts stay, to go on afterwards', async () => {
  const { id } = await startAttempt(world.ctx, learner, { lab: 'a/one' });
  await database.db.update(environment).set({ state: 'ready' });
  expect(await beginMaintenance(world.ctx, operator, { text, endRunning: true })).toEqual({ ended: 1 });
  expect(await states()).toEqual(['destroying']);
  const [row] = await database.db.select().from(attempt);
  expect(row?.state).toBe('active');
  await endMaintenance(world.ctx, operator);
  await resetEnvironment(world.ctx, learner, id);
  expect((await states()).sort()).toEqual(['destroying', 'queued']);
});

it('is an operator’s to begin and to end', async () => {
  for (const actor of [learner, await anActor(database.db, ['manager', 'mentor', 'author'])]) {
    await expect(beginMaintenance(world.ctx, actor, { text, endRunning: false })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(endMaintenance(world.ctx, actor)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

it('its words are changed without its beginning', async () => {
  await beginMaintenance(world.ctx, operator, { text, endRunning: false });
  const since = world.clock.now.toISOString();
  world.clock.move(60_000);
  await beginMaintenance(world.ctx, operator, { text: 'Back at 15:00.', endRunning: false });
  expect(await viewMaintenance(world.ctx, learner)).toEqual({
    maintenance: { text: 'Back at 15:00.', since },
  });
});
