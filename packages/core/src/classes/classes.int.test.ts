import type { Actor } from '@springboard/contracts/actor.ts';
import type { ClassInput } from '@springboard/contracts/classes.ts';
import { teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { and, asc, eq, like } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt, getAttempt, startAttempt } from '../attempts.ts';
import { viewNotices } from '../notices/read.ts';
import {
  aLab,
  aManagerOf,
  anActor,
  aWorld,
  notYet,
  publish,
  takeJobs,
  type World,
} from '../testing/fixtures.ts';
import { grade, never, runEnvironmentJobs } from '../testing/steps.ts';
import { endClass } from './end.ts';
import { lookAtClasses } from './look.ts';
import { sayToClass } from './message.ts';
import { startClass } from './open.ts';
import { cancelClass, changeClass, listClassPeople, planClass } from './plan.ts';
import { getClass, listClasses, listMyClasses } from './read.ts';

const hour = 3_600_000;
const slug = 'test/lab';

let database: TestDatabase;
let world: World;
let mentor: Actor;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db, { limits: { provisioningAtOnce: 10, environmentsPerPerson: 1 } });
  await publish(database.db, aLab(slug));
  mentor = await anActor(database.db, ['mentor']);
});
afterEach(() => database.close());

const input = (people: readonly Actor[], more: Partial<ClassInput> = {}): ClassInput => ({
  title: 'Ceph on Monday',
  lab: slug,
  startsAt: new Date(world.clock.now.getTime() + 2 * hour).toISOString(),
  people: people.map(({ personId }) => personId),
  ...more,
});

const plan = async (by: Actor, people: readonly Actor[], more: Partial<ClassInput> = {}) =>
  (await planClass(world.ctx, by, input(people, more))).id;
const learners = (count: number) => Promise.all(Array.from({ length: count }, () => anActor(database.db)));
const lookNow = () => lookAtClasses(world.ctx, never);
const view = (id: string, actor = mentor) => getClass(world.ctx, actor, id);

/** A class of so many that has begun, their environments ready. */
async function anOpenClass(count: number) {
  const people = await learners(count);
  const id = await plan(mentor, people);
  // Notices of one moment have no order.
  world.clock.move(1_000);
  await startClass(world.ctx, mentor, id);
  await lookNow();
  await runEnvironmentJobs(world);
  world.clock.move(1_000);
  return { id, people };
}

const titlesOf = async (actor: Actor) =>
  (await viewNotices(world.ctx, actor)).notices.map(({ title, link }) => [title, link]);
const actions = async () =>
  (
    await database.db
      .select({ action: auditEvent.action, actor: auditEvent.actor })
      .from(auditEvent)
      .where(and(like(auditEvent.action, 'class.%'), eq(auditEvent.subjectKind, 'class')))
      .orderBy(asc(auditEvent.id))
  ).map(({ action, actor }) => [action, actor]);

describe('a planned class', () => {
  it('is told to its people, listed for both sides, and in the audit', async () => {
    const [ada, bo] = (await learners(2)) as [Actor, Actor];
    const id = await plan(mentor, [ada, bo]);
    const [notice] = (await viewNotices(world.ctx, ada)).notices;
    expect(notice).toMatchObject({ kind: 'class-time', link: '/path' });
    expect(notice?.title).toMatch(/^Class “Ceph on Monday” begins \w{3} \d+ \w{3,4}, \d\d:\d\d /);
    const lab = { slug, title: `Lab ${slug}` };
    expect(await listClasses(world.ctx, mentor)).toMatchObject([{ id, lab, state: 'planned', people: 2 }]);
    expect(await listMyClasses(world.ctx, ada)).toMatchObject([{ id, state: 'planned', attemptId: null }]);
    expect(await listMyClasses(world.ctx, await anActor(database.db))).toEqual([]);
    expect(await view(id)).toMatchObject({ members: [{ attempt: null }, { attempt: null }], messages: [] });
    expect(await actions()).toEqual([['class.plan', mentor.personId]]);
  });

  it('can be changed; who comes, goes or has to know of another time is told', async () => {
    const [ada, bo, cy] = (await learners(3)) as [Actor, Actor, Actor];
    const id = await plan(mentor, [ada, bo]);
    world.clock.move(1_000);
    const later = new Date(world.clock.now.getTime() + 5 * hour).toISOString();
    await changeClass(world.ctx, mentor, id, input([ada, cy], { title: 'Ceph later', startsAt: later }));
    expect(await view(id)).toMatchObject({ title: 'Ceph later', startsAt: later });
    expect((await titlesOf(ada))[0]?.[0]).toMatch(/^Changed: class “Ceph later” begins/);
    expect((await titlesOf(bo))[0]?.[0]).toMatch(/^Class “Ceph later”, .* is without you$/);
    expect(await titlesOf(cy)).toEqual([[expect.stringMatching(/^Class “Ceph later” begins/), '/path']]);
    world.clock.move(1_000);
    await changeClass(world.ctx, mentor, id, input([ada, cy], { title: 'Renamed', startsAt: later }));
    expect(await titlesOf(ada)).toHaveLength(2);
  });

  it('is gone when it is cancelled, and its people are told', async () => {
    const [ada] = (await learners(1)) as [Actor];
    const id = await plan(mentor, [ada]);
    world.clock.move(1_000);
    await cancelClass(world.ctx, mentor, id);
    await expect(view(id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await titlesOf(ada))[0]?.[0]).toMatch(/is cancelled$/);
    expect(await listMyClasses(world.ctx, ada)).toEqual([]);
    expect((await actions()).map(([action]) => action)).toEqual(['class.plan', 'class.cancel']);
  });

  it('needs a lab that is published, people whom one reaches, and a time to come', async () => {
    const [ada] = (await learners(1)) as [Actor];
    const past = new Date(world.clock.now.getTime() - 1).toISOString();
    await expect(plan(mentor, [ada], { lab: 'no/such' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(plan(mentor, [ada], { startsAt: past })).rejects.toMatchObject({ code: 'invalid-input' });
    const manager = await aManagerOf(database.db, ada);
    const [stranger] = (await learners(1)) as [Actor];
    expect((await listClassPeople(world.ctx, manager)).map(({ id }) => id)).toEqual([ada.personId]);
    await expect(plan(manager, [ada, stranger])).rejects.toMatchObject({ code: 'not-found' });
    const id = await plan(manager, [ada]);
    expect(await listClasses(world.ctx, manager)).toMatchObject([{ id }]);
    await expect(view(id, await aManagerOf(database.db, ada))).rejects.toMatchObject({ code: 'not-found' });
    await expect(plan(ada, [ada])).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('its beginning', () => {
  it('is looked for at its very time, also when that was moved', async () => {
    const people = await learners(1);
    const id = await plan(mentor, people);
    const { startsAt } = await view(id);
    const looks = async () =>
      (await takeJobs(database.db))
        .filter(({ job }) => job === 'class.look')
        .map(({ runAt }) => runAt.toISOString());
    expect(await looks()).toEqual([startsAt]);
    const later = new Date(world.clock.now.getTime() + 5 * hour).toISOString();
    await changeClass(world.ctx, mentor, id, input(people, { startsAt: later }));
    expect(await looks()).toEqual([later]);
  });

  it('comes by itself at its time, starts an attempt for each, and tells them where it is', async () => {
    const people = await learners(3);
    const id = await plan(mentor, people);
    await lookNow();
    expect((await view(id)).state).toBe('planned');
    world.clock.move(2 * hour);
    await lookNow();
    const open = await view(id);
    expect(open).toMatchObject({ state: 'open', openedAt: world.clock.now.toISOString() });
    for (const { person, attempt } of open.members) {
      expect(attempt).toMatchObject({ state: 'active', environment: { state: 'queued' }, tasksPassed: 0 });
      const actor = people.find(({ personId }) => personId === person.id) as Actor;
      expect((await titlesOf(actor))[0]).toEqual([
        'Class “Ceph on Monday” has begun',
        `/attempts/${attempt?.id}`,
      ]);
      expect(await listMyClasses(world.ctx, actor)).toMatchObject([
        { state: 'open', attemptId: attempt?.id },
      ]);
    }
    const starts = await database.db.select().from(auditEvent).where(eq(auditEvent.action, 'attempt.start'));
    expect(starts.map(({ actor }) => actor)).toEqual(['system', 'system', 'system']);
    expect(starts[0]?.detail).toMatchObject({ classId: id });
    await lookNow();
    expect(await titlesOf(people[0] as Actor)).toHaveLength(2);
  });

  it('leaves who is at the lab already in their attempt, and counts them in', async () => {
    const [ada, bo] = (await learners(2)) as [Actor, Actor];
    const before = await startAttempt(world.ctx, ada, { lab: slug });
    const id = await plan(mentor, [ada, bo]);
    expect((await view(id)).room?.needed).toBe(1);
    await startClass(world.ctx, mentor, id);
    await lookNow();
    const ofAda = (await view(id)).members.find(({ person }) => person.id === ada.personId);
    expect(ofAda?.attempt?.id).toBe(before.id);
    expect((await getAttempt(world.ctx, ada, before.id)).class).toMatchObject({ id, messages: [] });
  });

  it('says of whom no attempt could be started, and tries again when asked', async () => {
    await publish(database.db, aLab('test/other'));
    const [ada] = (await learners(1)) as [Actor];
    const other = await startAttempt(world.ctx, ada, { lab: 'test/other' });
    const id = await plan(mentor, [ada]);
    world.clock.move(1_000);
    await startClass(world.ctx, mentor, id);
    await lookNow();
    expect((await view(id)).members).toMatchObject([
      { attempt: null, problem: 'One environment at a time is the limit' },
    ]);
    expect((await titlesOf(ada))[0]).toEqual(['Class “Ceph on Monday” has begun', `/labs/${slug}`]);
    world.clock.move(1_000);
    await finishAttempt(world.ctx, ada, other.id);
    await startClass(world.ctx, mentor, id);
    await lookNow();
    expect((await view(id)).members).toMatchObject([{ attempt: { state: 'active' }, problem: null }]);
    expect((await actions()).map(([action]) => action)).toEqual([
      'class.plan',
      'class.start',
      'class.try-again',
    ]);
  });

  it('is for nobody who has left the manager’s teams, nor is their attempt shown', async () => {
    const [ada, bo] = (await learners(2)) as [Actor, Actor];
    const manager = await aManagerOf(database.db, ada);
    const [team] = await database.db.select().from(teamMember).where(eq(teamMember.personId, ada.personId));
    const teamId = team?.teamId ?? '';
    await database.db.insert(teamMember).values({ teamId, personId: bo.personId });
    const id = await plan(manager, [ada, bo]);
    await database.db.delete(teamMember).where(eq(teamMember.personId, bo.personId));
    world.clock.move(2 * hour);
    await lookNow();
    expect((await view(id, manager)).members.map(({ person }) => person.id)).toEqual([ada.personId]);
    expect((await view(id)).members).toHaveLength(1);
    await database.db.delete(teamMember).where(eq(teamMember.personId, ada.personId));
    expect((await view(id, manager)).members).toEqual([]);
    expect((await view(id)).members).toHaveLength(1);
  });

  it('is not tried again for who has left the manager’s teams since it began', async () => {
    await publish(database.db, aLab('test/other'));
    const [ada] = (await learners(1)) as [Actor];
    const manager = await aManagerOf(database.db, ada);
    const other = await startAttempt(world.ctx, ada, { lab: 'test/other' });
    const id = await plan(manager, [ada]);
    await startClass(world.ctx, manager, id);
    await lookNow();
    await finishAttempt(world.ctx, ada, other.id);
    await database.db.delete(teamMember).where(eq(teamMember.personId, ada.personId));
    // Neither by the manager, nor by a mentor for them.
    for (const actor of [manager, mentor]) await startClass(world.ctx, actor, id);
    await lookNow();
    expect((await view(id)).members).toMatchObject([{ attempt: null, problem: expect.any(String) }]);
  });

  it('does not come when its owner may hold none any more', async () => {
    const [ada] = (await learners(1)) as [Actor];
    const manager = await aManagerOf(database.db, ada);
    const id = await plan(manager, [ada]);
    await database.db.execute(`delete from person_role where person_id = '${manager.personId}'`);
    world.clock.move(2 * hour);
    await lookNow();
    expect(await view(id)).toMatchObject({ state: 'ended', openedAt: null, members: [{ attempt: null }] });
    expect((await titlesOf(ada))[0]?.[0]).toMatch(/is cancelled$/);
    expect((await actions()).at(-1)).toEqual(['class.end', 'system']);
  });
});

describe('an open class', () => {
  it('shows how each does: task, checks, hints, questions', async () => {
    world.answers.set('one-a', notYet('3 of 5 are clean'));
    const { id } = await anOpenClass(1);
    const attemptId = (await view(id)).members[0]?.attempt?.id ?? '';
    await grade(world, attemptId, 'asked');
    expect((await view(id)).members[0]?.attempt).toMatchObject({
      environment: { state: 'ready', queue: null },
      task: { number: 1, title: 'Task one' },
      tasksPassed: 0,
      taskCount: 2,
      failed: { title: 'Check one-a', text: '3 of 5 are clean' },
      hints: 0,
      questions: 0,
    });
    world.answers.delete('one-a');
    await grade(world, attemptId, 'asked');
    const after = (await view(id)).members[0]?.attempt;
    expect(after?.tasksPassed).toBeGreaterThan(0);
    expect(after?.failed).toBeNull();
  });

  it('is told a message: over the work, in the notices, and nobody else', async () => {
    const { id, people } = await anOpenClass(2);
    const [ada] = people as [Actor, Actor];
    const attemptId = (await listMyClasses(world.ctx, ada))[0]?.attemptId ?? '';
    const before = (await getAttempt(world.ctx, ada, attemptId)).revision;
    await sayToClass(world.ctx, mentor, id, { text: ' Break until ten. ' });
    const attempt = await getAttempt(world.ctx, ada, attemptId);
    expect(attempt.class?.messages).toMatchObject([
      { text: 'Break until ten.', by: expect.stringMatching(/^Person/) },
    ]);
    expect(attempt.revision).toBeGreaterThan(before);
    const [notice] = (await viewNotices(world.ctx, ada)).notices;
    expect(notice).toMatchObject({
      kind: 'class-message',
      detail: 'Break until ten.',
      link: `/attempts/${attemptId}`,
    });
    const [other] = (await learners(1)) as [Actor];
    const elsewhere = await startAttempt(world.ctx, other, { lab: slug });
    expect(elsewhere.class).toBeNull();
    expect((await actions()).at(-1)).toEqual(['class.message', mentor.personId]);
  });

  it('shows the last fifty messages, which every push carries', async () => {
    const { id } = await anOpenClass(1);
    for (let said = 1; said <= 51; said++) {
      world.clock.move(1_000);
      await sayToClass(world.ctx, mentor, id, { text: `${said}` });
    }
    const texts = (await view(id)).messages.map(({ text }) => text);
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([50, '51', '2']);
  });

  it('ends when it is ended, and attempts go on', async () => {
    const { id, people } = await anOpenClass(1);
    const [ada] = people as [Actor];
    const attemptId = (await listMyClasses(world.ctx, ada))[0]?.attemptId ?? '';
    await expect(cancelClass(world.ctx, mentor, id)).rejects.toMatchObject({ code: 'conflict' });
    await endClass(world.ctx, mentor, id);
    await endClass(world.ctx, mentor, id);
    expect(await getAttempt(world.ctx, ada, attemptId)).toMatchObject({ state: 'active', class: null });
    expect(await listMyClasses(world.ctx, ada)).toEqual([]);
    expect(await view(id)).toMatchObject({
      state: 'ended',
      room: null,
      members: [{ attempt: { id: attemptId } }],
    });
    await expect(sayToClass(world.ctx, mentor, id, { text: 'Late' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(startClass(world.ctx, mentor, id)).rejects.toMatchObject({ code: 'conflict' });
    expect((await actions()).filter(([action]) => action === 'class.end')).toHaveLength(1);
  });

  it('ends by itself after a day of work', async () => {
    const { id } = await anOpenClass(1);
    world.clock.move(11 * hour);
    await lookNow();
    expect((await view(id)).state).toBe('open');
    world.clock.move(2 * hour);
    await lookNow();
    expect((await view(id)).state).toBe('ended');
  });
});
