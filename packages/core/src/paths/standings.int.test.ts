import { listAssigned } from '@springboard/db/repositories/paths.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { aLab, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, publishPath } from '../testing/path-steps.ts';
import { loadStandings } from './standings.ts';

let database: TestDatabase;
let world: World;

const slugs = Array.from({ length: 12 }, (_, index) => `many/lab-${index}`);
const peopleCount = 40;

beforeAll(async () => {
  database = await withDb();
  world = aWorld(database.db);
  for (const slug of slugs) await publish(database.db, aLab(slug));
  await publishPath(
    database.db,
    'first',
    slugs.slice(0, 6).map((slug) => aLabItem(slug, { due: 10 })),
  );
  await publishPath(
    database.db,
    'second',
    slugs.slice(6).map((slug) => aLabItem(slug)),
    {
      requires: ['first'],
    },
  );
  for (let index = 0; index < peopleCount; index++) {
    const { personId } = await anActor(database.db);
    for (const pathId of ['first', 'second'])
      await database.db
        .insert(pathAssignment)
        .values({ pathId, personId, startsOn: '2026-01-01', assignedAt: new Date() });
    for (const [number, slug] of slugs.slice(0, index % 7).entries())
      await anAttemptRow(database.db, { personId, slug, number: number + 1, score: 8 });
  }
});
afterAll(() => database.close());

/** Queries that a reading of all their paths takes. */
async function queriesFor(count: number): Promise<{ queries: number; standings: number }> {
  const asked = vi.spyOn(database.pool, 'query');
  const assigned = (await listAssigned(database.db, 'everybody')).slice(0, count);
  const { standings } = await loadStandings(world.ctx, assigned);
  const queries = asked.mock.calls.length;
  asked.mockRestore();
  return { queries, standings: standings.length };
}

it('the status of everybody takes as many queries as that of one person', async () => {
  // What is said of labs is read once for each version.
  await queriesFor(1);
  const one = await queriesFor(2);
  const all = await queriesFor(peopleCount * 2);
  expect([one.standings, all.standings]).toEqual([2, peopleCount * 2]);
  expect(all.queries).toBe(one.queries);
  expect(all.queries).toBeLessThanOrEqual(8);
});

it('says of each person and item what it says of that person alone', async () => {
  const { standings } = await loadStandings(world.ctx, await listAssigned(database.db, 'everybody'));
  const done = (one: (typeof standings)[number]) =>
    one.states.filter(({ status }) => status === 'done').length;
  const first = standings.filter(({ path }) => path.id === 'first');
  expect(first.map(done).sort()).toEqual(Array.from({ length: peopleCount }, (_, index) => index % 7).sort());
  const complete = new Set(first.filter((one) => done(one) === 6).map((one) => one.assigned.personId));
  for (const { path, assigned, waitsFor } of standings)
    if (path.id === 'second') expect(waitsFor).toEqual(complete.has(assigned.personId) ? [] : ['Path first']);
});

it('finds the attempts of one person by an index', async () => {
  const [row] = await database.db.select({ personId: attempt.personId }).from(attempt).limit(1);
  const plan = await database.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute<{ 'QUERY PLAN': string }>(
      sql`explain select count(*) from attempt where person_id = ${row?.personId} and slug = ${slugs[0]} and not preview`,
    );
  });
  const text = plan.rows.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toMatch(/Index.*attempt_/);
  expect(text).not.toMatch(/Seq Scan/);
});
