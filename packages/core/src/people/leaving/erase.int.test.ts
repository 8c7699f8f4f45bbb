import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Actor } from '@springboard/contracts/actor.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { person } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc, eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt } from '../../attempts.ts';
import { recordingPath } from '../../recordings/files.ts';
import { aLab, anActor, aWorld, publish, type World } from '../../testing/fixtures.ts';
import { namePersonEverywhere } from '../../testing/named-everywhere.ts';
import { partPath } from '../../walkthroughs/files.ts';
import { endAccess } from './end-access.ts';
import { eraseData, previewErasure } from './erase.ts';

let database: TestDatabase;
let world: World;
let recordings: string;
let operator: Actor;
/** As `namePersonEverywhere` writes it. */
const walkthroughId = '00000000-0000-4000-8000-000000000003';
const ottilie = {
  id: 'ottilie.q',
  name: 'Ottilie "Otti" Quandt-Brüggemann',
  email: 'ottilie.quandt@example.org',
};
const asOttilie: Actor = {
  personId: ottilie.id,
  roles: ['learner', 'mentor', 'author'],
  scopes: null,
  via: 'session',
  ip: '203.0.113.77',
};

beforeEach(async () => {
  database = await withDb();
  recordings = await mkdtemp(join(tmpdir(), 'springboard-recordings-'));
  world = aWorld(database.db, { recordings });
  operator = await anActor(database.db, ['operator']);
});
afterEach(async () => {
  await database.close();
  await rm(recordings, { recursive: true });
});

/** Columns of the whole database, every schema of it, in which one of these texts stands; whatever a column holds is read as text. */
async function columnsWith(...texts: string[]): Promise<string[]> {
  const columns = await database.db.execute<{ name: string; table: string; column: string }>(sql`
    select format('%s.%s', t.relname, a.attname) as name, format('%I.%I', n.nspname, t.relname) as table,
      quote_ident(a.attname) as column
    from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace
    where t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`);
  const found: string[] = [];
  for (const { name, table, column } of columns.rows) {
    const holds = texts.map(
      (text) => sql`${sql.raw(column)}::text ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`,
    );
    const { rows } = await database.db.execute(
      sql`select 1 from ${sql.raw(table)} where ${sql.join(holds, sql` or `)} limit 1`,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

/** Somebody who did a lab, with a recording of it, and whose name stands wherever it can. */
async function someoneWhoWasHere(): Promise<{ attemptId: string; other: string }> {
  const { db } = database;
  await db.insert(person).values({ ...ottilie, image: `https://example.org/${ottilie.id}.png` });
  const { id: attemptId } = await startAttempt(world.ctx, asOttilie, { lab: await publish(db, aLab('a/b')) });
  await db.update(attempt).set({ state: 'finished', score: 17, finishedAt: new Date() });
  const [made] = await db.select().from(environment);
  if (!made) throw new Error('no environment');
  const another = await anActor(db);
  const { id: other } = await startAttempt(world.ctx, another, { lab: 'a/b' });
  await namePersonEverywhere(db, ottilie, { attemptId, environmentId: made.id, otherAttemptId: other });
  const taught = partPath(recordings, walkthroughId, 'part.cast');
  await mkdir(dirname(taught), { recursive: true });
  await writeFile(taught, '{"version":3}\n');
  for (const of of [attemptId, other]) {
    const shell = { attemptId: of, environmentId: made.id, node: 'host1', number: 1, startedAt: new Date() };
    const file = recordingPath(recordings, shell);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '{"version":3}\n');
  }
  await db.update(environment).set({ state: 'destroyed' });
  await db.update(person).set({ deactivatedAt: new Date() }).where(eq(person.id, ottilie.id));
  return { attemptId, other };
}

describe('an erasure', () => {
  it('leaves name, address and id in no column of the database, and no recording', async () => {
    const { attemptId, other } = await someoneWhoWasHere();
    const names = [
      ottilie.name,
      JSON.stringify(ottilie.name).slice(1, -1),
      ottilie.email,
      ottilie.id,
      'Quandt',
      'ottilie-at-the-provider',
      'SHA256:of-ottilie',
      '203.0.113.78',
    ];
    // The walk finds what is there; without that it would prove nothing.
    const before = await columnsWith(...names);
    expect(before).toEqual(
      expect.arrayContaining([
        'audit_event.actor',
        'audit_event.detail',
        'check_run.evidence',
        'environment_event.log',
        'hint_opened.said',
        'lab.owner',
        'lab_feedback.answer',
        'lab_test.requested_by',
        'outbox.payload',
        'path_due.reason',
        'person.image',
        'quiz_answer.given',
        'save_point.title',
        'session.user_agent',
        'submission.text',
        'submission_comment.text',
        'submission_review.comment',
        'submission_review.marks',
        'task_draft.text',
      ]),
    );
    expect(before.length).toBeGreaterThan(45);

    expect(await previewErasure(world.ctx, operator, ottilie.id)).toMatchObject({
      attempts: 1,
      recordings: 1,
      walkthroughs: 1,
      texts: 3,
      nameStaysInTexts: false,
    });
    const { pseudonym, recordings: removed } = await eraseData(
      world.ctx,
      operator,
      ottilie.id,
      ottilie.email,
    );
    expect(removed).toBe(1);
    expect(await columnsWith(...names, asOttilie.ip ?? '')).toEqual([]);
    expect((await readdir(recordings)).toSorted()).toEqual([other, 'walkthroughs'].toSorted());
    expect(await readdir(join(recordings, 'walkthroughs'))).toEqual([]);
    const [row] = await database.db.select().from(person).where(eq(person.name, pseudonym));
    expect(row?.erasedAt).toBeInstanceOf(Date);
    const [kept] = await database.db.select().from(attempt).where(eq(attempt.id, attemptId));
    expect(kept).toMatchObject({ personId: row?.id, score: 17, state: 'finished' });
  });

  it('keeps every line of the audit, its order and what it tells of, under one pseudonym', async () => {
    await someoneWhoWasHere();
    const lines = () => database.db.select().from(auditEvent).orderBy(asc(auditEvent.id));
    const before = await lines();
    await eraseData(world.ctx, operator, ottilie.id, ottilie.email);
    const after = await lines();
    const last = after.pop();
    const told = (rows: typeof before) =>
      rows.map(({ id, at, via, action, subjectKind }) => ({ id, at, via, action, subjectKind }));
    expect(told(after)).toEqual(told(before));
    const theirs = before.filter(({ actor }) => actor === ottilie.id).map(({ id }) => id);
    expect(theirs.length).toBeGreaterThan(1);
    const actors = new Set(after.filter(({ id }) => theirs.includes(id)).map(({ actor }) => actor));
    expect([...actors]).toEqual([last?.subjectId]);
    expect(last).toMatchObject({ action: 'person.erase', actor: operator.personId });
    // Nobody else's line is another one.
    const others = before.filter(
      ({ actor, subjectId, detail }) =>
        ![actor, subjectId].includes(ottilie.id) && !JSON.stringify(detail).includes('ttilie'),
    );
    expect(others.length).toBeGreaterThan(0);
    expect(after).toEqual(expect.arrayContaining(others));
    await expect(database.db.update(auditEvent).set({ ip: null })).rejects.toMatchObject({
      cause: { code: '42501' },
    });
  });

  it('keeps what is counted, without what was said', async () => {
    const { attemptId } = await someoneWhoWasHere();
    await eraseData(world.ctx, operator, ottilie.id, ottilie.email);
    const { rows } = await database.db.execute(
      sql`select s.text, r.comment, r.points, r.marks, c.text as remark from submission s
        join submission_review r using (attempt_id, task_id, version)
        join submission_comment c using (attempt_id, task_id, version) where s.attempt_id = ${attemptId}`,
    );
    expect(rows).toEqual([
      {
        text: '[erased]',
        comment: '',
        points: 8,
        marks: [{ level: 'half', comment: '' }],
        remark: '[erased]',
      },
    ]);
    const runs = await database.db.execute(
      sql`select verdict, duration_ms, evidence from check_run where attempt_id = ${attemptId}`,
    );
    expect(runs.rows).toEqual([{ verdict: 'not_yet', duration_ms: 412, evidence: {} }]);
  });

  it('leaves other people of the same name alone, and says that the name stays in texts', async () => {
    const { other } = await someoneWhoWasHere();
    await database.db
      .insert(person)
      .values({ id: 'namesake', name: ottilie.name, email: 'ottilie.quandt@example.org.test' });
    expect(await previewErasure(world.ctx, operator, ottilie.id)).toMatchObject({ nameStaysInTexts: true });
    await eraseData(world.ctx, operator, ottilie.id, ottilie.email);
    const [namesake] = await database.db.select().from(person).where(eq(person.id, 'namesake'));
    expect(namesake?.name).toBe(ottilie.name);
    const { rows } = await database.db.execute(
      sql`select answer from lab_feedback where attempt_id = ${other}`,
    );
    expect(rows).toEqual([{ answer: expect.stringContaining(ottilie.name) }]);
  });

  it('is of nobody who is here, who was erased, or whose environment is still there', async () => {
    const { db } = database;
    const lena = await anActor(db);
    const email = `${lena.personId}@example.org`;
    const erase = (confirm: string) => eraseData(world.ctx, operator, lena.personId, confirm);
    await expect(erase(email)).rejects.toMatchObject({ code: 'conflict', title: 'They have not left' });
    await startAttempt(world.ctx, lena, { lab: await publish(db, aLab('a/b')) });
    await endAccess(world.ctx, operator, lena.personId, email);
    await expect(erase('lena')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(erase(email)).rejects.toMatchObject({
      code: 'conflict',
      title: 'An environment of theirs is still there',
    });
    await db.update(environment).set({ state: 'destroyed' });
    await erase(email);
    await expect(erase(email)).rejects.toMatchObject({ code: 'not-found' });
    const [row] = await db.select().from(person).where(sql`erased_at is not null`);
    await expect(eraseData(world.ctx, operator, row?.id ?? '', row?.email ?? '')).rejects.toMatchObject({
      code: 'conflict',
      title: 'Their data was erased',
    });
  });
});
