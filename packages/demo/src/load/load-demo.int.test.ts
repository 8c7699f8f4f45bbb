import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDemoTeam } from '@springboard/auth/demo-team.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadProgress, scoreOf } from '@springboard/core/attempts/progress.ts';
import { listRecordingFiles } from '@springboard/core/recordings/files.ts';
import { attempt, checkRun, submission } from '@springboard/db/schema/attempts.ts';
import { person, team, teamMember } from '@springboard/db/schema/people.ts';
import { submissionComment, submissionReview } from '@springboard/db/schema/reviews.ts';
import { lastCommands } from '@springboard/terminal/node/cast-reader.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadDemo } from './load-demo.ts';
import { removeDemo } from './remove-demo.ts';

const now = new Date('2026-11-25T14:30:00Z');
let database: TestDatabase;
let recordings: string;

beforeEach(async () => {
  database = await withDb();
  recordings = await mkdtemp(join(tmpdir(), 'springboard-demo-'));
});
afterEach(async () => {
  await database.close();
  await rm(recordings, { recursive: true });
});

const load = () =>
  loadDemo(database.db, {
    now,
    labs: join(repositoryRoot, 'labs'),
    topologies: join(repositoryRoot, 'infra/environments'),
    recordings,
    environments: 'ended',
  });

it('fills a database once, keeps scores that follow from its rows, and records what fits the checks', async () => {
  const { db } = database;
  await ensureDemoTeam(db);
  const loaded = await load();
  expect(loaded).toMatchObject({ kind: 'loaded', people: 8 });
  expect(await load()).toEqual({ kind: 'there' });
  const attempts = await db.select().from(attempt);
  expect(loaded).toMatchObject({ attempts: attempts.length });

  for (const row of attempts.filter(({ state }) => state === 'finished'))
    expect(row.score, row.slug).toBe(scoreOf(await loadProgress(db, row)).score);

  const recorded = await readdir(recordings);
  expect(recorded.length).toBeGreaterThanOrEqual(4);
  const firstCluster = attempts.find(
    ({ slug, personId }) => slug === 'ceph/first-cluster' && personId === 'demo-lena',
  );
  const [file] = await listRecordingFiles(recordings, firstCluster?.id ?? '');
  if (!file || !firstCluster) throw new Error('Lena’s first cluster was not recorded');
  expect(
    file.startedAt >= (firstCluster.readyAt ?? now) && file.endedAt < (firstCluster.finishedAt ?? now),
  ).toBe(true);
  const before = async (taskId: string) => {
    const [pass] = await db
      .select()
      .from(checkRun)
      .where(
        and(
          eq(checkRun.attemptId, firstCluster.id),
          eq(checkRun.taskId, taskId),
          eq(checkRun.verdict, 'pass'),
        ),
      )
      .orderBy(asc(checkRun.id));
    return lastCommands(file.path, pass?.startedAt ?? now, 50);
  };
  const { pool, object, application } = firstCluster.params;
  expect(await before('4-bring-an-osd-back')).toContain(
    `systemctl enable --now ceph-osd@${firstCluster.params.stopped_osd}`,
  );
  expect(await before('3-follow-an-object')).toContain(`rados -p ${pool} put ${object} /etc/os-release`);
  expect(await before('2-create-a-pool')).not.toContain(`rados -p ${pool} put ${object} /etc/os-release`);
  expect(await before('3-follow-an-object')).toContain(
    `ceph osd pool application enable ${pool} ${application}`,
  );

  expect(await removeDemo(db, recordings)).toEqual({ attempts: attempts.length, people: 7, left: [] });
  expect(await db.$count(attempt)).toBe(0);
  expect(await readdir(recordings)).toEqual([]);
  const left = await db.select({ id: person.id }).from(person);
  expect(left.map(({ id }) => id).toSorted()).toEqual([
    'demo-arno',
    'demo-lena',
    'demo-max',
    'demo-mira',
    'demo-olga',
  ]);
  expect((await db.select({ name: team.name }).from(team)).map(({ name }) => name)).toEqual(['Demo team']);
  expect(await db.$count(teamMember)).toBe(5);
  expect(await load()).toMatchObject({ kind: 'loaded', people: 8 });
});

async function anAttemptOfJonas() {
  const [row] = await database.db
    .select()
    .from(attempt)
    .where(inArray(attempt.personId, ['demo-jonas']));
  if (!row) throw new Error('Jonas has no attempt');
  return row;
}

it('leaves who has worked already with what they did, and what was done since when it is removed', async () => {
  const { db } = database;
  await ensureDemoTeam(db);
  await load();
  const { labVersionId, maxScore, slug } = await anAttemptOfJonas();
  const real = {
    slug,
    labVersionId,
    maxScore,
    seed: 'seed',
    params: {},
    state: 'active',
    startedAt: now,
  } as const;
  const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()];
  await db
    .insert(attempt)
    .values({ ...real, id: theirs, personId: 'demo-jonas', number: 9, environmentId: null });
  expect(await removeDemo(db, recordings)).toMatchObject({ people: 6, left: ['Jonas Beck'] });
  await db.delete(attempt).where(eq(attempt.id, theirs));
  await removeDemo(db, recordings);

  await db
    .insert(attempt)
    .values({ ...real, id: mine, personId: 'demo-lena', number: 1, environmentId: null });
  expect(await load()).toMatchObject({ kind: 'loaded', people: 7 });
  const own = await db.select({ id: attempt.id }).from(attempt).where(eq(attempt.personId, 'demo-lena'));
  expect(own).toEqual([{ id: mine }]);
});

it('leaves who has reviewed real work when it is removed', async () => {
  const { db } = database;
  await ensureDemoTeam(db);
  await load();
  const { labVersionId, maxScore, slug } = await anAttemptOfJonas();
  const id = crypto.randomUUID();
  const of = {
    slug,
    labVersionId,
    maxScore,
    seed: 'seed',
    params: {},
    state: 'finished',
    finishedAt: now,
    number: 9,
  } as const;
  await db.insert(attempt).values({ ...of, id, personId: 'demo-lena', startedAt: now, environmentId: null });
  const version = { attemptId: id, taskId: 'why', version: 1 };
  const work = { text: 'Because.', handedInAt: now, state: 'handed_in', takenBy: 'demo-aiko' } as const;
  await db.insert(submission).values({ ...version, ...work, takenAt: now });
  const said = { decision: 'accept', comment: '', points: 1, at: now } as const;
  await db.insert(submissionReview).values({ ...version, ...said, marks: [], reviewerId: 'demo-priya' });
  const lines = { fromLine: 1, toLine: 1, text: 'How so?', at: now };
  await db.insert(submissionComment).values({ ...version, ...lines, authorId: 'demo-david' });
  const { left } = await removeDemo(db, recordings);
  expect(left).toHaveLength(3);
  expect(await db.$count(submissionReview)).toBe(1);
});

it('is not loaded where somebody of the demo team has left', async () => {
  await ensureDemoTeam(database.db);
  await database.db.update(person).set({ deactivatedAt: now }).where(eq(person.id, 'demo-mira'));
  expect(await load()).toEqual({ kind: 'incomplete' });
  expect(await database.db.$count(attempt)).toBe(0);
});
