import { withEmptyDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from './migrate.ts';
import { countRunsOf, insertCheckRun } from './repositories/grading.ts';
import { migrationsBefore } from './testing/migrations-before.ts';

it('0026 counts the runs that there are, as they are counted from then on', async () => {
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

  await migrate(url);
  const counted = async () =>
    (await db.execute(sql`select number, runs, broken_runs from attempt order by number`)).rows;
  expect(await counted()).toEqual([
    { number: 1, runs: 4, broken_runs: 2 },
    { number: 2, runs: 0, broken_runs: 0 },
  ]);

  const run = { attemptId: untried, taskId: 'one', checkId: 'it', trigger: 'asked', evidence: {} } as const;
  for (const verdict of ['not_yet', 'check_broken'] as const)
    await insertCheckRun(db, { ...run, verdict, startedAt: new Date(), durationMs: 1 });
  const after = await counted();
  expect(after[1]).toEqual({ number: 2, runs: 2, broken_runs: 1 });
  await db.execute(sql`update attempt set runs = 0, broken_runs = 0`);
  await countRunsOf(db, [tried, untried]);
  expect(await counted()).toEqual(after);
});
