import { withEmptyDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { expect, it, onTestFinished } from 'vitest';
import type { Database } from './client.ts';
import { migrate } from './migrate.ts';
import { countUseOf } from './repositories/active-time.ts';
import { countRunsOf, insertCheckRun } from './repositories/grading.ts';
import { migrationsBefore } from './testing/migrations-before.ts';

it('0026 counts the runs and the use that there are, as they are counted from then on', async () => {
  const database = await withEmptyDb();
  onTestFinished(() => database.close());
  const { db, url } = database;
  await applyMigrations(db, { migrationsFolder: await migrationsBefore('0026') });
  const [tried, untried, labVersion] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  await db.execute(sql`insert into person (id, name, email) values ('lena', 'Lena', 'l@example.org')`);
  await db.execute(sql`insert into lab_version (id, slug, hash, definition, created_at)
    values (${labVersion}, 'a/lab', 'hash', '{}', now())`);
  await db.execute(sql`insert into attempt (id, person_id, slug, lab_version_id, number, seed, params, state, max_score, finished_at)
    select id, 'lena', 'a/lab', ${labVersion}, number, 'seed', '{}', 'finished', 10, now()
    from (values (${tried}::uuid, 1), (${untried}::uuid, 2)) a (id, number)`);
  await db.execute(sql`insert into check_run (attempt_id, task_id, check_id, trigger, verdict, evidence, started_at, duration_ms)
    select ${tried}, 'one', 'it', 'activity', verdict, '{}', now(), 1
    from unnest('{not_yet,check_broken,environment_broken,pass}'::text[]) verdict`);
  await wasUsed(db, tried);

  await migrate(url);
  const counted = async () =>
    (await db.execute(sql`select number, runs, broken_runs, used_seconds from attempt order by number`)).rows;
  expect(await counted()).toEqual([
    { number: 1, runs: 4, broken_runs: 2, used_seconds: 15 * 60 },
    { number: 2, runs: 0, broken_runs: 0, used_seconds: null },
  ]);

  const run = { attemptId: untried, taskId: 'one', checkId: 'it', trigger: 'asked', evidence: {} } as const;
  for (const verdict of ['not_yet', 'check_broken'] as const)
    await insertCheckRun(db, { ...run, verdict, startedAt: new Date(), durationMs: 1 });
  const after = await counted();
  expect(after[1]).toMatchObject({ number: 2, runs: 2, broken_runs: 1 });
  await db.execute(sql`update attempt set runs = 0, broken_runs = 0, used_seconds = null`);
  await countRunsOf(db, [tried, untried]);
  await countUseOf(db, [tried, untried], { now: new Date(), idleMs: 20 * 60_000 });
  expect(await counted()).toEqual(after);
});

/** Ten minutes until the learner paused it, and 25 that ended with a pause by itself. */
async function wasUsed(db: Database, attemptId: string): Promise<void> {
  const environment = crypto.randomUUID();
  await db.execute(
    sql`insert into environment (id, topology, state, spec, public_key, sealed_private_key)
    values (${environment}, 'linux-single', 'paused', '{}', '', '')`,
  );
  await db.execute(
    sql`insert into environment_of_attempt (attempt_id, environment_id) values (${attemptId}, ${environment})`,
  );
  await db.execute(sql`insert into environment_event (environment_id, kind, actor, at, from_state, to_state, reason)
    select ${environment}, 'state', 'system', now() - interval '1 day' + make_interval(mins => minutes), from_state, to_state, reason
    from (values (0, 'provisioning', 'ready', null), (10, 'ready', 'paused', 'asked'), (100, 'paused', 'ready', null), (125, 'ready', 'paused', 'idle'))
      e (minutes, from_state, to_state, reason) order by minutes`);
}
