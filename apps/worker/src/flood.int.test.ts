import { finishAttempt, startAttempt } from '@springboard/core/attempts.ts';
import type { Context } from '@springboard/core/context.ts';
import { aLab, anActor, aWorld, publish } from '@springboard/core/testing/fixtures.ts';
import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { environment, environmentEvent, pool } from '@springboard/db/schema/environments.ts';
import { type RunningWorker, startWorker } from '@springboard/queue/worker.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { concurrencyFor } from './concurrency.ts';
import { handlersFor } from './handlers.ts';

const many = 200;
const target = 5;
const patient = { timeout: 240_000, interval: 250 };

let database: TestDatabase;
const others: DatabaseHandle[] = [];
const workers: RunningWorker[] = [];

beforeEach(async () => {
  database = await withDb();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(2_000)));
  await Promise.all(others.splice(0).map((handle) => handle.close()));
  await database.close();
});

/** A worker of its own on the same database and engine. */
async function aWorker(ctx: Context): Promise<void> {
  const handle = createDatabase(database.url, { max: 12 });
  others.push(handle);
  workers.push(
    await startWorker({
      db: handle.db,
      url: database.url,
      log: ctx.log,
      handlers: handlersFor({ ...ctx, db: handle.db }),
      concurrency: concurrencyFor(ctx.limits),
      every: { 'environment.reconcile': 2_000, 'environment.admit': 2_000 },
    }),
  );
}

/** Keeps every place that is ever written, which a page may be too slow to see. */
async function keepPlaces(): Promise<void> {
  await database.db.execute(
    sql`create table place_seen (id uuid, queue jsonb, at timestamptz default clock_timestamp())`,
  );
  await database.db.execute(sql`
    create function keep_place() returns trigger language plpgsql as $$
    begin insert into place_seen (id, queue) values (new.id, new.queue); return new; end $$`);
  await database.db.execute(sql`
    create trigger keep_place after update of queue on environment
    for each row when (new.queue is not null) execute function keep_place()`);
}

it(`serves ${many} people who start at once: none gets another's, each in their turn, all with a place and an estimate`, async () => {
  const limits = { pools: { pair: { target, mode: 'running' } }, provisioningAtOnce: 6 } as const;
  const world = aWorld(database.db, { limits });
  const ctx: Context = { ...world.ctx, clock: () => new Date() };
  world.driver.controls.slow('boot', 100);
  await publish(database.db, aLab('test/flood'));
  const people = await Promise.all(Array.from({ length: many }, () => anActor(database.db)));
  await keepPlaces();
  await Promise.all([aWorker(ctx), aWorker(ctx)]);
  const pooled = () => database.db.select().from(environment).where(eq(environment.state, 'pooled'));
  await vi.waitFor(async () => expect(await pooled()).toHaveLength(target), patient);

  const owners = new Map<string, (typeof people)[number]>();
  const finishing = new Set<string>();
  const finishReady = async () => {
    const ready = await database.db
      .select({ id: attempt.id })
      .from(attempt)
      .innerJoin(environment, eq(environment.id, attempt.environmentId))
      .where(and(eq(environment.state, 'ready'), eq(attempt.state, 'active')));
    for (const { id } of ready) {
      const owner = owners.get(id);
      if (!owner || finishing.has(id)) continue;
      finishing.add(id);
      finishAttempt(ctx, owner, id).catch(() => finishing.delete(id));
    }
  };
  await Promise.all(
    people.map(async (person) => {
      owners.set((await startAttempt(ctx, person, { lab: 'test/flood' })).id, person);
    }),
  );
  const [{ now: allAsked } = { now: '' }] = (
    await database.db.execute<{ now: string }>(sql`select clock_timestamp()::text as now`)
  ).rows;
  await vi.waitFor(async () => {
    await finishReady();
    expect(await database.db.$count(attempt, eq(attempt.state, 'finished'))).toBe(many);
  }, patient);

  const attempts = await database.db.select().from(attempt);
  expect(new Set(attempts.map((row) => row.environmentId)).size).toBe(many);
  const claims = await database.db
    .select()
    .from(environmentEvent)
    .where(and(eq(environmentEvent.kind, 'state'), eq(environmentEvent.toState, 'claimed')));
  expect(new Set(claims.map((edge) => edge.environmentId)).size).toBe(claims.length);
  expect(await database.db.$count(environment, inArray(environment.state, ['failed', 'lost']))).toBe(0);

  // In the order of the requests: asked of those handed out once all of the requests were there to be seen.
  const handedOut = await database.db
    .select({ id: environment.id, createdAt: environment.createdAt, at: environmentEvent.at })
    .from(environmentEvent)
    .innerJoin(environment, eq(environment.id, environmentEvent.environmentId))
    .where(
      and(
        inArray(environmentEvent.reason, ['admitted', 'served-from-pool']),
        eq(environmentEvent.fromState, 'queued'),
      ),
    )
    .orderBy(asc(environmentEvent.id));
  expect(handedOut).toHaveLength(many);
  const later = handedOut.filter((one) => one.at > new Date(allAsked)).map((one) => one.createdAt.getTime());
  expect(later.length).toBeGreaterThan(many / 2);
  expect(later).toEqual([...later].sort((a, b) => a - b));

  const seen = (
    await database.db.execute<{ id: string; places: number; estimates: number }>(
      sql`select id, count(*)::int as places, count(queue->>'startsAt')::int as estimates from place_seen group by id`,
    )
  ).rows;
  const waited = (one: (typeof handedOut)[number]) => one.at.getTime() - one.createdAt.getTime();
  // The looks under way when the last one asked may hand out at once what they see first.
  const twoLooks = 2 * (target + limits.provisioningAtOnce);
  for (const [index, one] of handedOut.entries()) {
    const places = seen.find((each) => each.id === one.id) ?? { places: 0, estimates: 0 };
    if (index >= many - later.length + twoLooks) expect(places.estimates).toBeGreaterThan(0);
    // Two workers, each at most once a second, and at once when somebody is new.
    expect(places.places).toBeLessThanOrEqual(2 * Math.ceil(waited(one) / 1000) + 3);
  }
  expect(seen.length).toBeGreaterThan(many / 2);

  await vi.waitFor(async () => {
    const there = (await world.driver.list()).map((one) => one.id).sort();
    expect(there).toEqual((await pooled()).map((row) => row.id).sort());
    expect(there).toHaveLength(target);
  }, patient);
  const [counts] = await database.db.select().from(pool);
  expect((counts?.hits ?? 0) + (counts?.misses ?? 0)).toBe(many);
  expect(counts?.hits).toBeGreaterThanOrEqual(target);
}, 300_000);
