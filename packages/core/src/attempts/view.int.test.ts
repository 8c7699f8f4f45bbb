import { createDatabase, type DatabaseHandle } from '@springboard/db/client.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getAttempt } from '../attempts.ts';
import { admit } from '../environments/admission/admit.ts';
import { aWorld, type World } from '../testing/fixtures.ts';
import { aStartedAttempt, environmentOf, look, never, runEnvironmentJobs } from '../testing/steps.ts';

let database: TestDatabase;
let world: World;
/** A process of its own, in the midst of whose reads something happens. */
let reader: DatabaseHandle;
/** What happens, and after how many statements; none when it is null. */
let interruption: { statements: number; readonly what: () => Promise<void> } | null = null;

beforeEach(async () => {
  database = await withDb();
  reader = createDatabase(database.url, { max: 1 });
  reader.pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const interrupted = (...args: unknown[]): unknown => {
      const done = args.at(-1);
      if (typeof done !== 'function') return (query(...args) as Promise<unknown>).finally(interrupt);
      return query(
        ...args.slice(0, -1),
        (...answer: unknown[]) => void interrupt().then(() => done(...answer)),
      );
    };
    Object.assign(client, { query: interrupted });
  });
  world = aWorld(database.db, { limits: { pools: { pair: { target: 1, mode: 'running' } } } });
});
afterEach(async () => {
  interruption = null;
  await reader.close();
  await database.close();
});

async function interrupt(): Promise<void> {
  if (interruption === null || --interruption.statements > 0) return;
  const { what } = interruption;
  interruption = null;
  await what();
}

/** The page of an attempt, with `what` in the midst of it; false when the page took fewer statements than that. */
async function pageWith(started: Awaited<ReturnType<typeof aStartedAttempt>>, after: number) {
  const own = { statements: after, what: () => admit(world.ctx, never) };
  interruption = own;
  const page = await getAttempt({ ...world.ctx, db: reader.db }, started.actor, started.id);
  const reached = interruption === null;
  interruption = null;
  return { page, reached };
}

it('shows an attempt as it was before a claim or as it is after it, wherever in its reads the claim falls', async () => {
  for (let after = 1; ; after++) {
    for (let round = 0; round < 2; round++) await runEnvironmentJobs(world);
    const started = await aStartedAttempt(world);
    const before = await look(world, started.actor, started.id);
    expect(environmentOf(before)).toMatchObject({ state: 'queued', course: 'cold' });
    const { page, reached } = await pageWith(started, after);
    if (!reached) {
      expect(after).toBeGreaterThan(3);
      return;
    }
    const claimed = await look(world, started.actor, started.id);
    expect(environmentOf(claimed)).toMatchObject({ state: 'claimed', course: 'warm' });
    expect([before, claimed]).toContainEqual(page);
    await runEnvironmentJobs(world);
  }
});
