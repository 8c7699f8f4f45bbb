import { insertEnvironmentEvent } from '@springboard/db/repositories/environments.ts';
import { environment, environmentEvent, poolDemand } from '@springboard/db/schema/environments.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finishAttempt } from '../attempts.ts';
import { aWorld, type World } from '../testing/fixtures.ts';
import { aRunningAttempt, environmentOf, look, runEnvironmentJobs } from '../testing/steps.ts';
import { historyKeptForMs } from './prune.ts';
import { reconcile } from './reconcile.ts';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const day = 86_400_000;
const ago = (ms: number) => new Date(world.clock.now.getTime() - ms);

/** Environments of the pool that ended then, each with one event. */
async function ended(count: number, endedAt: Date, readyAt: Date | null = null): Promise<string[]> {
  const row = { topology: 'pair', state: 'destroyed', purpose: 'pool', spec: {}, endedAt, readyAt } as const;
  const rows = await database.db
    .insert(environment)
    .values(Array.from({ length: count }, () => ({ ...row, publicKey: 'k', sealedPrivateKey: 's' })))
    .returning();
  for (const { id: environmentId } of rows)
    await insertEnvironmentEvent(database.db, {
      environmentId,
      kind: 'state',
      toState: 'destroyed',
      actor: 'system',
    });
  return rows.map(({ id }) => id);
}
const ids = async () =>
  (await database.db.select({ id: environment.id }).from(environment)).map(({ id }) => id);

it('forgets what ended more than ninety days ago with its events, so much at a time', async () => {
  const recent = await ended(2, ago(historyKeptForMs - day));
  await ended(60, ago(historyKeptForMs + day));
  const [demand] = [{ topology: 'pair', count: 1, from: ago(100 * day), reason: 'a class' }];
  await database.db.insert(poolDemand).values([
    { ...demand, until: ago(historyKeptForMs + day) },
    { ...demand, until: ago(day) },
  ]);
  await reconcile(world.ctx);
  expect(await ids()).toHaveLength(12);
  await reconcile(world.ctx);
  expect((await ids()).sort()).toEqual([...recent].sort());
  expect(await database.db.$count(environmentEvent)).toBe(2);
  expect(await database.db.select().from(poolDemand)).toMatchObject([{ until: ago(day) }]);
});

it('keeps of each topology the latest that were ready, which estimates stand on', async () => {
  const long = historyKeptForMs + day;
  const kept = await ended(20, ago(long), ago(long + day));
  await ended(3, ago(long + day), ago(long + 2 * day));
  await reconcile(world.ctx);
  expect((await ids()).sort()).toEqual(kept.sort());
});

it('keeps the environment of an attempt, and of its stages when they began and ended', async () => {
  const { actor, id, view } = await aRunningAttempt(world);
  const environmentId = environmentOf(view).id;
  await insertEnvironmentEvent(database.db, {
    environmentId,
    kind: 'stage',
    stage: 'boot',
    stageStatus: 'progress',
    actor: 'system',
    message: 'still at it',
  });
  await finishAttempt(world.ctx, actor, id);
  await runEnvironmentJobs(world);
  const events = await database.db.$count(environmentEvent);
  world.clock.move(historyKeptForMs - day);
  await reconcile(world.ctx);
  expect(await database.db.$count(environmentEvent)).toBe(events);
  world.clock.move(2 * day);
  await reconcile(world.ctx);
  const left = await database.db
    .select()
    .from(environmentEvent)
    .where(eq(environmentEvent.stageStatus, 'progress'));
  expect(left).toEqual([]);
  expect(await database.db.$count(environmentEvent)).toBeLessThan(events);
  const after = environmentOf(await look(world, actor, id));
  const times = ({ stages }: typeof after) => stages.map(({ message: _, ...stage }) => stage);
  expect(times(after)).toEqual(times(environmentOf(view)));
});
