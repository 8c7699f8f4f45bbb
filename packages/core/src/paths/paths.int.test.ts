import type { Actor } from '@springboard/contracts/actor.ts';
import type { PathView } from '@springboard/contracts/paths.ts';
import { beginContentSync, endContentSync } from '@springboard/db/repositories/content.ts';
import { withdrawLab } from '@springboard/db/repositories/labs.ts';
import { teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aLab, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, aReadingItem, publishPath, someWork } from '../testing/path-steps.ts';
import { assignPath, endPath, listPathChoices, moveDue } from './assign.ts';
import { markReading } from './mark-reading.ts';
import { getMyPaths, getPathsOf, getReading, listPathAssignments } from './read.ts';

let database: TestDatabase;
let world: World;
let learner: Actor;
let mentor: Actor;

const startsOn = '2026-11-02';
const items = [
  aReadingItem('welcome', { due: 1 }),
  aLabItem('test/one', { due: 3, requires: ['welcome'] }),
  aLabItem('test/two', { due: 20, requires: ['test/one'] }),
];

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  world.clock.now = new Date('2026-11-03T09:00:00Z');
  learner = await anActor(database.db);
  mentor = await anActor(database.db, ['mentor']);
  await publish(database.db, aLab('test/one', { skills: ['disk-usage'] }));
  await publish(database.db, aLab('test/two', { skills: ['disk-usage', 'ceph-status'] }));
  await publishPath(database.db, 'beginner', items);
});
afterEach(() => database.close());

const assign = (who = learner, pathId = 'beginner') =>
  assignPath(world.ctx, mentor, { pathId, to: { kind: 'person', id: who.personId }, startsOn });
const read = (itemId = 'welcome') =>
  markReading(world.ctx, learner, { pathId: 'beginner', itemId, read: true });
async function mine(): Promise<PathView> {
  const [path] = await getMyPaths(world.ctx, learner);
  if (!path) throw new Error('no path');
  return path;
}
const statuses = async () => (await mine()).items.map(({ status }) => status);

describe('an assignment', () => {
  it('gives due dates from its first day on, and is told to the audit log', async () => {
    expect(await getMyPaths(world.ctx, learner)).toEqual([]);
    await assign();
    const path = await mine();
    expect(path).toMatchObject({ id: 'beginner', startsOn, team: null, progress: { done: 0, total: 3 } });
    expect(path.items.map(({ title, dueOn, turn }) => [title, dueOn, turn])).toEqual([
      ['Read welcome', '2026-11-03', 'today'],
      ['Lab test/one', '2026-11-05', 'next'],
      ['Lab test/two', '2026-11-22', 'later'],
    ]);
    const [line] = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id));
    expect(line).toMatchObject({
      actor: mentor.personId,
      action: 'path.assign',
      subjectId: learner.personId,
      detail: { path: 'beginner', startsOn },
    });
  });

  it('is one at a time, and ends with results kept', async () => {
    const { assignmentId } = await assign();
    await expect(assign()).rejects.toMatchObject({ code: 'conflict' });
    await read();
    await endPath(world.ctx, mentor, assignmentId);
    expect(await getMyPaths(world.ctx, learner)).toEqual([]);
    await expect(endPath(world.ctx, mentor, assignmentId)).rejects.toMatchObject({ code: 'not-found' });
    await assign();
    expect(await statuses()).toEqual(['done', 'open', 'locked']);
  });

  it('of a team is that of whoever is in it, and one’s own comes before it', async () => {
    const team = await aTeam(database.db);
    await assignPath(world.ctx, mentor, {
      pathId: 'beginner',
      to: { kind: 'team', id: team.id },
      startsOn: '2026-10-01',
    });
    expect(await getMyPaths(world.ctx, learner)).toEqual([]);
    await database.db.insert(teamMember).values({ teamId: team.id, personId: learner.personId });
    expect(await mine()).toMatchObject({ team: team.name, startsOn: '2026-10-01' });
    await assign();
    expect(await getMyPaths(world.ctx, learner)).toHaveLength(1);
    expect(await mine()).toMatchObject({ team: null, startsOn });
  });

  it('names a path, a person and a team that are there', async () => {
    const to = { kind: 'person', id: learner.personId } as const;
    const operator = await anActor(database.db, ['operator']);
    const nobody = { kind: 'person', id: operator.personId } as const;
    const noTeam = { kind: 'team', id: crypto.randomUUID() } as const;
    for (const wrong of [
      { pathId: 'nothing', to, startsOn },
      { pathId: 'beginner', to: nobody, startsOn },
      { pathId: 'beginner', to: noTeam, startsOn },
    ])
      await expect(assignPath(world.ctx, mentor, wrong)).rejects.toMatchObject({ code: 'not-found' });
    const choices = await listPathChoices(world.ctx, operator);
    expect(choices.paths).toEqual([{ id: 'beginner', title: 'Path beginner', summary: 'For tests' }]);
    expect(choices.people.map(({ id }) => id).sort()).toEqual([learner.personId, mentor.personId].sort());
  });
});

describe('progress', () => {
  const anAttempt = (slug: string, more: Partial<Parameters<typeof anAttemptRow>[1]> = {}) =>
    anAttemptRow(database.db, { personId: learner.personId, slug, ...more });

  it('comes from reading and attempts: the best of them counts, and a try more does not take it away', async () => {
    await assign();
    expect(await statuses()).toEqual(['open', 'locked', 'locked']);
    await read();
    expect(await statuses()).toEqual(['done', 'open', 'locked']);
    const active = await anAttempt('test/one');
    expect((await mine()).items[1]).toMatchObject({ status: 'active', activeAttemptId: active, attempts: 1 });
    await anAttempt('test/two', { preview: true, score: 10 });
    await anAttempt('test/one', { number: 2, score: 6.9 });
    await anAttempt('test/one', { number: 3, score: 7, finishedAt: new Date('2026-11-04T10:00:00Z') });
    const best = await anAttempt('test/one', { number: 4, score: 9 });
    await anAttempt('test/one', { number: 5, score: 2 });
    expect((await mine()).items[1]).toMatchObject({
      status: 'done',
      doneAt: '2026-11-04T10:00:00.000Z',
      attempts: 5,
      best: { attemptId: best, score: 9, maxScore: 10 },
    });
    expect(await statuses()).toEqual(['done', 'done', 'open']);
  });

  it('too few points are a try, and work has to be reviewed first', async () => {
    await assign();
    await read();
    await anAttempt('test/one', { score: 6 });
    expect(await statuses()).toEqual(['done', 'tried', 'locked']);
    const good = await anAttempt('test/one', { number: 2, score: 8 });
    await someWork(database.db, good, 1, 'handed_in');
    expect(await statuses()).toEqual(['done', 'waiting', 'locked']);
    const other = await anAttempt('test/two', { score: 9 });
    await someWork(database.db, other, 1, 'returned');
    expect(await statuses()).toEqual(['done', 'waiting', 'returned']);
    await someWork(database.db, other, 2, 'reviewed');
    expect(await statuses()).toEqual(['done', 'waiting', 'done']);
  });

  it('of skills names the attempt that shows them', async () => {
    await assign();
    await beginContentSync(database.db, new Date());
    const skills = {
      storage: { title: 'Storage', skills: { 'ceph-status': 'reads a state' } },
      linux: { title: 'Linux', skills: { 'disk-usage': 'frees a disk', other: 'is not on it' } },
    };
    await endContentSync(database.db, { done: 1, endedAt: new Date(), failure: null, skills });
    const id = await anAttempt('test/one', { score: 8, finishedAt: new Date('2026-11-03T08:00:00Z') });
    expect((await mine()).skills).toEqual([
      {
        id: 'ceph-status',
        text: 'reads a state',
        group: 'Storage',
        labs: [{ slug: 'test/two', title: 'Lab test/two', evidence: null }],
      },
      {
        id: 'disk-usage',
        text: 'frees a disk',
        group: 'Linux',
        labs: [
          {
            slug: 'test/one',
            title: 'Lab test/one',
            evidence: { attemptId: id, at: '2026-11-03T08:00:00.000Z' },
          },
          { slug: 'test/two', title: 'Lab test/two', evidence: null },
        ],
      },
    ]);
  });

  it('goes on when the path changes: what is taken out keeps its results, and what is gone holds nobody up', async () => {
    await assign();
    await read();
    await anAttempt('test/one', { score: 8 });
    await publishPath(
      database.db,
      'beginner',
      items.slice(2).map((item) => ({ ...item, requires: [] })),
    );
    expect(await statuses()).toEqual(['open']);
    await publishPath(database.db, 'beginner', items);
    expect(await statuses()).toEqual(['done', 'done', 'open']);
    await withdrawLab(database.db, 'test/two', new Date());
    expect(await mine()).toMatchObject({ progress: { done: 2, total: 2 } });
    expect((await mine()).items[2]).toMatchObject({ title: 'test/two', lab: null });
  });

  it('of a path that requires another one begins when that is complete', async () => {
    await publishPath(database.db, 'advanced', [aLabItem('test/two')], { requires: ['beginner'] });
    await assign(learner, 'advanced');
    expect(await mine()).toMatchObject({ waitsFor: ['Path beginner'], items: [{ status: 'locked' }] });
    await publishPath(database.db, 'beginner', [aLabItem('test/one')]);
    await anAttempt('test/one', { score: 8 });
    expect(await mine()).toMatchObject({ waitsFor: [], items: [{ status: 'open' }] });
  });
});

describe('a due date', () => {
  it('is moved with a reason, which the path shows and the audit log keeps', async () => {
    await assign();
    const input = { pathId: 'beginner', itemId: 'welcome', dueOn: '2026-11-30', reason: 'On holiday' };
    await moveDue(world.ctx, mentor, learner.personId, input);
    expect((await mine()).items[0]).toMatchObject({
      dueOn: '2026-11-30',
      moved: { from: '2026-11-03', reason: 'On holiday', by: expect.stringContaining('Person') },
    });
    const [line] = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id));
    expect(line).toMatchObject({ action: 'path.move-due', detail: { reason: 'On holiday' } });
    for (const wrong of [{ pathId: 'other' }, { itemId: 'other' }])
      await expect(
        moveDue(world.ctx, mentor, learner.personId, { ...input, ...wrong }),
      ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('rights', () => {
  it('a learner reads and marks their own only, and assigns nothing', async () => {
    const { assignmentId } = await assign();
    const other = await anActor(database.db);
    expect(await getMyPaths(world.ctx, other)).toEqual([]);
    const due = { pathId: 'beginner', itemId: 'welcome', dueOn: startsOn, reason: 'I like it' };
    for (const refused of [
      () => listPathChoices(world.ctx, other),
      () => endPath(world.ctx, other, assignmentId),
      () => moveDue(world.ctx, learner, learner.personId, due),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getPathsOf(world.ctx, other, learner.personId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listPathAssignments(world.ctx, other)).toEqual([]);
    await expect(
      markReading(world.ctx, other, { pathId: 'beginner', itemId: 'welcome', read: true }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a mentor reads what the learner sees; an operator assigns, and reads no results', async () => {
    await assign();
    const seen = await getPathsOf(world.ctx, mentor, learner.personId);
    const own = await getMyPaths(world.ctx, learner);
    expect(seen.paths).toEqual(own.map((path) => ({ ...path, mayEnd: true })));
    expect(await listPathAssignments(world.ctx, mentor)).toMatchObject([
      { person: { id: learner.personId }, path: { id: 'beginner' }, progress: { total: 3 } },
    ]);
    const operator = await anActor(database.db, ['operator']);
    await expect(getPathsOf(world.ctx, operator, learner.personId)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(getPathsOf(world.ctx, mentor, 'nobody')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a manager reads, assigns, moves and ends for the people of their teams, and for nobody else', async () => {
    const manager = await anActor(database.db, ['manager']);
    const team = await aTeam(database.db, { managerId: manager.personId });
    const other = await aTeam(database.db);
    const stranger = await anActor(database.db);
    const members = [learner, manager].map(({ personId }) => ({ teamId: team.id, personId }));
    await database.db.insert(teamMember).values(members);
    const choices = await listPathChoices(world.ctx, manager);
    expect(choices).toMatchObject({ people: [{ id: learner.personId }], teams: [{ id: team.id }] });
    expect([choices.people.length, choices.teams.length]).toEqual([1, 1]);

    const by = (to: { kind: 'person' | 'team'; id: string }) =>
      assignPath(world.ctx, manager, { pathId: 'beginner', to, startsOn });
    const theirs = await by({ kind: 'person', id: learner.personId });
    const ofTeam = await by({ kind: 'team', id: team.id });
    const notTheirs = await assign(stranger);
    const ofOther = await assignPath(world.ctx, mentor, {
      pathId: 'beginner',
      to: { kind: 'team', id: other.id },
      startsOn,
    });
    expect((await listPathAssignments(world.ctx, manager)).map(({ person }) => person.id).sort()).toEqual(
      members.map(({ personId }) => personId).sort(),
    );
    const endable = async () =>
      (await getPathsOf(world.ctx, manager, learner.personId)).paths.map(({ assignmentId, mayEnd }) => [
        assignmentId,
        mayEnd,
      ]);
    expect(await endable()).toEqual([[theirs.assignmentId, true]]);

    const due = { pathId: 'beginner', itemId: 'welcome', dueOn: '2026-11-30', reason: 'On holiday' };
    await moveDue(world.ctx, manager, learner.personId, due);
    for (const refused of [
      () => by({ kind: 'person', id: stranger.personId }),
      () => by({ kind: 'team', id: other.id }),
      () => getPathsOf(world.ctx, manager, stranger.personId),
      () => moveDue(world.ctx, manager, stranger.personId, due),
      () => endPath(world.ctx, manager, notTheirs.assignmentId),
      () => endPath(world.ctx, manager, ofOther.assignmentId),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'not-found' });
    expect(await getMyPaths(world.ctx, stranger)).toHaveLength(1);
    await endPath(world.ctx, manager, theirs.assignmentId);
    await endPath(world.ctx, manager, ofTeam.assignmentId);
    expect(await getMyPaths(world.ctx, learner)).toEqual([]);
    // One that came from a team of somebody else's is shown, and not offered to be ended.
    await database.db.insert(teamMember).values({ teamId: other.id, personId: learner.personId });
    expect(await endable()).toEqual([[ofOther.assignmentId, false]]);
  });

  it('texts are compiled; what is no text is not found', async () => {
    await expect(getReading(world.ctx, learner, 'beginner', 'test/one')).rejects.toMatchObject({
      code: 'not-found',
    });
    const { title, body } = await getReading(world.ctx, learner, 'beginner', 'welcome');
    expect([title, JSON.stringify(body)]).toEqual(['Read welcome', expect.stringContaining('"h1"')]);
  });
});
