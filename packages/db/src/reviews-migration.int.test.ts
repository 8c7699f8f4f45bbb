import { withEmptyDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { expect, it, onTestFinished } from 'vitest';
import { migrate } from './migrate.ts';
import { listSubmissions } from './repositories/submissions.ts';
import { migrationsBefore } from './testing/migrations-before.ts';

it('0023 keeps what the one reviewer of each version had said, and that some were looked at by nobody', async () => {
  const database = await withEmptyDb();
  onTestFinished(() => database.close());
  const { db, url } = database;
  await applyMigrations(db, { migrationsFolder: await migrationsBefore('0023') });
  const [id, labVersion] = [crypto.randomUUID(), crypto.randomUUID()];
  await db.execute(
    sql`insert into person (id, name, email) values ('lena', 'Lena', 'l@example.org'), ('max', 'Max', 'm@example.org')`,
  );
  await db.execute(sql`insert into lab_version (id, slug, hash, definition, created_at)
    values (${labVersion}, 'a/lab', 'hash', '{}', now())`);
  await db.execute(sql`insert into attempt (id, person_id, slug, lab_version_id, number, seed, params, state, max_score, started_at)
    values (${id}, 'lena', 'a/lab', ${labVersion}, 1, 'seed', '{}', 'active', 10, now())`);
  const mark = JSON.stringify([{ level: 'half', comment: 'Why?' }]);
  await db.execute(sql`
    insert into submission (attempt_id, task_id, version, text, handed_in_at, state, marks, comment, points, reviewer_id, reviewed_at) values
      (${id}, 'why', 1, 'One', '2026-11-01', 'returned', ${mark}, 'Again.', 5, 'max', '2026-11-02'),
      (${id}, 'why', 2, 'Two', '2026-11-03', 'reviewed', ${mark}, '', 5, 'max', '2026-11-04'),
      (${id}, 'how', 1, 'How', '2026-11-03', 'handed_in', null, null, null, null, null),
      (${id}, 'who', 1, 'Who', '2026-11-03', 'returned', null, null, null, null, null)`);

  await migrate(url);

  const rows = await listSubmissions(db, id);
  const marks = [{ level: 'half', comment: 'Why?' }];
  const one = { reviewers: 1, peers: false, takenBy: null, comments: [] };
  const by = { reviewer: 'Max', reviewerId: 'max', peer: false, marks, points: 5 };
  expect(rows.toSorted((a, b) => (a.taskId + a.version < b.taskId + b.version ? -1 : 1))).toMatchObject([
    { ...one, text: 'How', state: 'handed_in', points: null, reviewedAt: null, reviews: [] },
    { ...one, text: 'Who', state: 'returned', points: null, reviewedAt: null, reviews: [] },
    {
      ...one,
      text: 'One',
      state: 'returned',
      points: 5,
      reviews: [{ ...by, decision: 'return', comment: 'Again.' }],
    },
    {
      ...one,
      text: 'Two',
      state: 'reviewed',
      points: 5,
      reviews: [{ ...by, decision: 'accept', comment: '' }],
    },
  ]);
  expect(
    rows.flatMap(({ reviews }) => reviews.map(({ at }) => at.toISOString().slice(0, 10))).toSorted(),
  ).toEqual(['2026-11-02', '2026-11-04']);
});
