import type { Actor } from '@springboard/contracts/actor.ts';
import { listDemands } from '@springboard/db/repositories/demands.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishAttempt, startAttempt } from '../attempts.ts';
import { forgetDemand } from '../fleet/demands.ts';
import { aLab, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { never, runEnvironmentJobs } from '../testing/steps.ts';
import { endClass } from './end.ts';
import { lookAtClasses } from './look.ts';
import { startClass } from './open.ts';
import { cancelClass, planClass } from './plan.ts';
import { getClass } from './read.ts';

const minute = 60_000;
const slug = 'test/lab';

let database: TestDatabase;
let world: World;
let mentor: Actor;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db, { limits: { provisioningAtOnce: 10 } });
  await publish(database.db, aLab(slug));
  mentor = await anActor(database.db, ['mentor']);
});
afterEach(() => database.close());

/** Has all work done that leads to more work; a dozen rounds would mean that it never ends. */
async function settle(): Promise<void> {
  for (let round = 0; round < 12; round++) {
    const before = await states();
    await runEnvironmentJobs(world);
    if (JSON.stringify(before) === JSON.stringify(await states())) return;
  }
  throw new Error('it does not come to rest');
}

const states = () =>
  database.db
    .select({ id: environment.id, state: environment.state })
    .from(environment)
    .orderBy(asc(environment.createdAt), asc(environment.id));
const pooled = async () => (await states()).filter(({ state }) => state === 'pooled').map(({ id }) => id);

async function aClassInAnHour(people: readonly Actor[]): Promise<string> {
  const startsAt = new Date(world.clock.now.getTime() + 60 * minute).toISOString();
  const members = people.map(({ personId }) => personId);
  return (await planClass(world.ctx, mentor, { title: 'Together', lab: slug, startsAt, people: members })).id;
}
const learners = (count: number) => Promise.all(Array.from({ length: count }, () => anActor(database.db)));

it('grows before the class by one for each who has none, whatever strangers take, and falls back when it ends', async () => {
  const people = await learners(4);
  const early = await startAttempt(world.ctx, people[3] as Actor, { lab: slug });
  await settle();
  const id = await aClassInAnHour(people);
  world.clock.move(44 * minute);
  await settle();
  expect(await pooled()).toEqual([]);
  world.clock.move(2 * minute);
  await settle();
  expect(await pooled()).toHaveLength(3);
  expect((await getClass(world.ctx, mentor, id)).room).toMatchObject({ needed: 3, ready: 3 });
  await startAttempt(world.ctx, await anActor(database.db), { lab: slug });
  await settle();
  expect(await pooled()).toHaveLength(3);

  const ready = new Set(await pooled());
  world.clock.move(14 * minute);
  await lookAtClasses(world.ctx, never);
  await settle();
  const { members } = await getClass(world.ctx, mentor, id);
  expect(members.map(({ attempt }) => attempt?.environment?.state)).toEqual(Array(4).fill('ready'));
  expect(members.find(({ person }) => person.id === people[3]?.personId)?.attempt?.id).toBe(early.id);
  expect((await states()).filter((one) => ready.has(one.id)).map(({ state }) => state)).toEqual(
    Array(3).fill('ready'),
  );
  // Nobody who is in it waits for one any more: also who has finished it wants no other.
  expect(await pooled()).toEqual([]);
  const done = members.find(({ person }) => person.id === people[0]?.personId)?.attempt?.id ?? '';
  await finishAttempt(world.ctx, people[0] as Actor, done);
  await settle();
  expect(await pooled()).toEqual([]);
});

it('is kept half an hour for those who could not be started, and falls back then', async () => {
  const [ada] = (await learners(1)) as [Actor];
  const id = await aClassInAnHour([ada]);
  world.clock.move(50 * minute);
  await settle();
  expect(await pooled()).toHaveLength(1);
  await database.db.execute(`delete from person_role where person_id = '${ada.personId}'`);
  await startClass(world.ctx, mentor, id);
  await lookAtClasses(world.ctx, never);
  world.clock.move(29 * minute);
  await settle();
  expect(await pooled()).toHaveLength(1);
  world.clock.move(2 * minute);
  await settle();
  expect(await pooled()).toEqual([]);
});

it('falls back at once when the class is cancelled or ended', async () => {
  const people = await learners(2);
  const first = await aClassInAnHour(people);
  world.clock.move(50 * minute);
  await settle();
  expect(await pooled()).toHaveLength(2);
  await cancelClass(world.ctx, mentor, first);
  await settle();
  expect(await pooled()).toEqual([]);

  const second = await aClassInAnHour(people);
  await startClass(world.ctx, mentor, second);
  await endClass(world.ctx, mentor, second);
  expect(await listDemands(database.db, world.clock.now)).toEqual([]);
});

it('is an operator’s to take back, and the class says so', async () => {
  const id = await aClassInAnHour(await learners(2));
  const [demand] = await listDemands(database.db, world.clock.now);
  expect(demand).toMatchObject({ count: 2, reason: 'Class: Together' });
  expect((await getClass(world.ctx, mentor, id)).warmsAt).toBe(
    new Date(world.clock.now.getTime() + 45 * minute).toISOString(),
  );
  await forgetDemand(world.ctx, await anActor(database.db, ['operator']), demand?.id ?? '');
  expect((await getClass(world.ctx, mentor, id)).warmsAt).toBeNull();
  await startClass(world.ctx, mentor, id);
  expect(await listDemands(database.db, world.clock.now)).toEqual([]);
  expect(await database.db.select().from(environment).where(eq(environment.purpose, 'pool'))).toEqual([]);
});
