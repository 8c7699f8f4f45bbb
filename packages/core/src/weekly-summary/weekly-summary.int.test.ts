import type { Actor } from '@springboard/contracts/actor.ts';
import { checkRun } from '@springboard/db/schema/attempts.ts';
import { helpRequest } from '@springboard/db/schema/help.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { signOff } from '@springboard/db/schema/readiness.ts';
import { submissionReview } from '@springboard/db/schema/reviews.ts';
import { walkthrough, walkthroughRating } from '@springboard/db/schema/walkthroughs.ts';
import type { Channel, OutsideMessage } from '@springboard/delivery/channel.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseNotices } from '../notices/choices.ts';
import { deliverNotice } from '../notices/deliver.ts';
import { viewNotices } from '../notices/read.ts';
import { listTeamReadiness } from '../readiness/team.ts';
import { getTeamMap, listStuck } from '../team-map/map.ts';
import { aLab, anActor, aWorld, publish, takeJobs, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, publishPath, someWork } from '../testing/path-steps.ts';
import { loadWeek, previewWeek } from './load.ts';
import { sendWeeklySummaries } from './send.ts';
import { weekDue } from './week.ts';

let database: TestDatabase;
let world: World;
let manager: Actor;
let teamId: string;
let sent: OutsideMessage[];

/** A day of November 2026 in the host's time: the 23rd is a Monday. */
const local = (day: number, hour = 12, minute = 0) => new Date(2026, 10, day, hour, minute);

beforeEach(async () => {
  database = await withDb();
  sent = [];
  const mail: Channel = { send: async (message) => void sent.push(message) };
  world = aWorld(database.db, { channels: { mail, chat: null } });
  world.clock.now = local(23, 7, 30);
  manager = await anActor(database.db, ['manager']);
  ({ id: teamId } = await aTeam(database.db, { name: 'Storage', managerId: manager.personId }));
  for (const name of ['one', 'two']) await publish(database.db, aLab(`test/${name}`));
  const rule = {
    id: 'pager',
    title: 'May take the pager',
    labs: [],
    pass: null,
    signOffs: ['notes'],
    expires: 10,
  };
  await publishPath(database.db, 'beginner', [aLabItem('test/one'), aLabItem('test/two', { due: 5 })], {
    readiness: [rule],
  });
  await database.db
    .insert(pathAssignment)
    .values({ pathId: 'beginner', teamId, startsOn: '2026-11-10', assignedAt: local(10) });
});
afterEach(() => database.close());

const aMember = async (name: string) => (await aPerson(database.db, { name, teamId })).id;

/** Somebody who passed in the week before, and is late with what comes next. */
async function aPass(name: string): Promise<string> {
  const personId = await aMember(name);
  await anAttemptRow(database.db, {
    personId,
    slug: 'test/one',
    score: 9,
    startedAt: local(18),
    finishedAt: local(19),
  });
  return personId;
}

async function aStuckAttempt(personId: string): Promise<string> {
  const id = await anAttemptRow(database.db, { personId, slug: 'test/two', startedAt: local(20) });
  const look = {
    attemptId: id,
    taskId: 'one',
    checkId: 'one-a',
    trigger: 'activity',
    verdict: 'not_yet',
  } as const;
  for (const minute of [0, 10, 20, 30, 40])
    await database.db
      .insert(checkRun)
      .values({ ...look, evidence: {}, startedAt: local(20, 14, minute), durationMs: 10 });
  return id;
}

/** Runs what waits to leave, as the worker would. */
async function deliver(): Promise<void> {
  for (const { job, payload } of await takeJobs(database.db))
    if (job === 'notice.deliver')
      await deliverNotice(world.ctx, (payload as { deliveryId: string }).deliveryId);
}

const byMail = (actor: Actor) =>
  chooseNotices(world.ctx, actor, { kind: 'weekly-summary', channels: ['page', 'mail'] });
const told = async (actor: Actor) => (await viewNotices(world.ctx, actor)).notices;

it('has the numbers of the team’s pages', async () => {
  const lena = await aPass('Lena');
  const mia = await aMember('Mia');
  await aStuckAttempt(mia);
  const given = { skillId: 'notes', note: 'Seen.', signedBy: manager.personId, signedAt: local(19) };
  await database.db.insert(signOff).values({ personId: lena, ...given });
  const waits = await anAttemptRow(database.db, {
    personId: mia,
    slug: 'test/one',
    score: 8,
    startedAt: local(17),
  });
  await someWork(database.db, waits, 1, 'handed_in');
  const question = { taskId: 'one', question: 'Why?', context: {} as never, state: 'waiting' } as const;
  await database.db.insert(helpRequest).values({ attemptId: waits, ...question, askedAt: local(18) });

  const week = weekDue(world.clock.now);
  if (week === null) throw new Error('no summary is due');
  const [team, ...others] = await loadWeek(world.ctx, manager.personId, week);
  expect(others).toEqual([]);
  const map = await getTeamMap(world.ctx, manager, teamId);
  expect(team?.stuck).toEqual(await listStuck(world.ctx, manager, teamId));
  expect(team?.stuck).toHaveLength(1);
  const late = map.paths.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => cells.filter((cell) => cell.late)),
  );
  expect(team?.late.map(({ dueOn }) => dueOn)).toEqual(late.map(({ dueOn }) => dueOn));
  expect(team?.late).toHaveLength(2);
  expect(team?.passed).toEqual([
    {
      person: { id: lena, name: 'Lena' },
      lab: { slug: 'test/one', title: 'Lab test/one' },
      at: local(19).toISOString(),
    },
  ]);
  const ready = (await listTeamReadiness(world.ctx, manager, teamId)).filter(
    ({ readiness }) => readiness[0]?.ready,
  );
  expect(team?.gained.map(({ person }) => person)).toEqual(ready.map(({ person }) => person));
  expect(team?.expiring).toMatchObject([{ person: { name: 'Lena' }, until: ready[0]?.readiness[0]?.until }]);
  expect(team?.reviews.count).toBe(1);
  expect(team?.questions).toEqual({ asked: 1, open: { count: 1, oldestAt: local(18).toISOString() } });
});

it('goes out once for a week and a person, though two workers begin at once and one again', async () => {
  await aPass('Lena');
  await byMail(manager);
  const other = aWorld(database.db, { channels: world.ctx.channels });
  other.clock.now = world.clock.now;
  await Promise.all([sendWeeklySummaries(world.ctx), sendWeeklySummaries(other.ctx)]);
  await sendWeeklySummaries(world.ctx);
  await deliver();
  expect(sent).toHaveLength(1);
  expect(await told(manager)).toMatchObject([
    { title: 'Your teams, 16 Nov to 22 Nov', detail: '1 passed, 1 late', link: '/weekly-summary' },
  ]);
  expect(sent[0]?.body).toBe(
    [
      'The week from 16 Nov to 22 Nov: 1 passed, 1 late.',
      'STORAGE (1 person)\n\nPassed: 1\n  Lena: “Lab test/one”\n\nLate: 1\n  Lena: “Lab test/two”, was due on 15 Nov',
    ].join('\n\n\n'),
  );
  world.clock.now = local(30, 8);
  await sendWeeklySummaries(world.ctx);
  await deliver();
  expect(sent.map(({ title }) => title)).toEqual([
    'Your teams, 16 Nov to 22 Nov',
    'Your teams, 23 Nov to 29 Nov',
  ]);
});

it('does not count work as waiting for who has reviewed it, while it waits for a second one', async () => {
  const attemptId = await anAttemptRow(database.db, {
    personId: await aMember('Mia'),
    slug: 'test/one',
    score: 8,
  });
  await someWork(database.db, attemptId, 1, 'handed_in');
  const waiting = async () =>
    (await previewWeek(world.ctx, manager)).teams.map(({ reviews }) => reviews.count);
  expect(await waiting()).toEqual([1]);
  const said = { decision: 'accept', comment: '', points: 8, at: local(23) } as const;
  const version = { attemptId, taskId: 'why', version: 1 };
  const other = await anActor(database.db, ['mentor']);
  const reviewed = (reviewerId: string) => ({ ...version, ...said, marks: [], reviewerId });
  await database.db.insert(submissionReview).values(reviewed(other.personId));
  expect(await waiting()).toEqual([1]);
  await database.db.insert(submissionReview).values(reviewed(manager.personId));
  expect(await waiting()).toEqual([0]);
});

it('names what people of the team have taught, and how helpful others found it', async () => {
  const personId = await aMember('Lena');
  let number = 0;
  const aWalkthrough = async (title: string, publishedAt: Date | null, over = {}) => {
    const attemptId = await anAttemptRow(database.db, {
      personId,
      slug: 'test/one',
      score: 0,
      number: ++number,
    });
    const draft = { title, parts: [], chapters: [] };
    const published = publishedAt && draft;
    const row = { slug: 'test/one', personId, attemptId, draft, savedAt: local(1), published, publishedAt };
    const [made] = await database.db
      .insert(walkthrough)
      .values({ ...row, ...over })
      .returning();
    return made?.id ?? '';
  };
  await aWalkthrough('A draft', null);
  await aWalkthrough('Hidden', local(18), { hiddenAt: local(19), hiddenReason: 'A password.' });
  await aWalkthrough('As I do it', local(17));
  const before = await aWalkthrough('From before', local(10));
  for (const [stars, ratedAt] of [
    [5, local(18)],
    [4, local(19)],
    [1, local(12)],
  ] as const)
    await database.db
      .insert(walkthroughRating)
      .values({ walkthroughId: before, personId: await aMember('Mia'), stars, text: 'Slow.', ratedAt });
  await byMail(manager);
  await sendWeeklySummaries(world.ctx);
  await deliver();
  expect(sent[0]?.detail).toContain('1 new walk-through, 1 walk-through rated');
  expect(sent[0]?.body).toContain(
    [
      'Walk-throughs published: 1\n  Lena: “As I do it”, of “Lab test/one”',
      'Walk-throughs rated: 1\n  Lena: “From before”, 4.5 stars of 5 by 2 people',
    ].join('\n\n'),
  );
  expect(sent[0]?.body).not.toMatch(/Hidden|A draft|Slow/);
});

it('waits for Monday morning, and is not for who does not want it', async () => {
  await aPass('Lena');
  world.clock.now = local(23, 6);
  await sendWeeklySummaries(world.ctx);
  world.clock.now = local(25, 8);
  await sendWeeklySummaries(world.ctx);
  world.clock.now = local(23, 8);
  await chooseNotices(world.ctx, manager, { kind: 'weekly-summary', channels: [] });
  await sendWeeklySummaries(world.ctx);
  expect(await told(manager)).toEqual([]);
  await chooseNotices(world.ctx, manager, { kind: 'weekly-summary', channels: ['mail'] });
  await sendWeeklySummaries(world.ctx);
  await deliver();
  expect(await told(manager)).toEqual([]);
  expect(sent).toHaveLength(1);
});

it('says nothing of a week in which nothing was, also when something is on its Monday', async () => {
  world.clock.now = local(9, 8);
  await byMail(manager);
  const mia = await aMember('Mia');
  await sendWeeklySummaries(world.ctx);
  await aStuckAttempt(mia);
  await someWork(
    database.db,
    await anAttemptRow(database.db, { personId: mia, slug: 'test/one', score: 8 }),
    1,
    'handed_in',
  );
  await sendWeeklySummaries(world.ctx);
  await deliver();
  expect([sent, await told(manager)]).toEqual([[], []]);
  expect((await previewWeek(world.ctx, manager)).text).toContain('Work that waits for a review: 1');
});

it('tells a mentor of the people they mentor, and nobody of teams that are not theirs', async () => {
  const [mentor, stranger] = [await anActor(database.db, ['mentor']), await anActor(database.db, ['mentor'])];
  const { id: otherTeam } = await aTeam(database.db, { name: 'Network', mentorId: mentor.personId });
  await aPass('Lena');
  const nora = await aPerson(database.db, { name: 'Nora', teamId: otherTeam });
  await database.db
    .insert(pathAssignment)
    .values({ pathId: 'beginner', personId: nora.id, startsOn: '2026-11-01', assignedAt: local(1) });
  const names = async (actor: Actor) =>
    (await previewWeek(world.ctx, actor)).teams.map(({ team, late }) => [
      team.name,
      late.map(({ person }) => person.name),
    ]);
  expect(await names(mentor)).toEqual([['Network', ['Nora']]]);
  expect(await names(manager)).toEqual([['Storage', ['Lena']]]);
  expect(await names(stranger)).toEqual([]);
  await sendWeeklySummaries(world.ctx);
  expect(await told(stranger)).toEqual([]);
  expect(await told(mentor)).toHaveLength(1);
  const learner = await anActor(database.db);
  await expect(previewWeek(world.ctx, learner)).rejects.toMatchObject({ code: 'forbidden' });
});
