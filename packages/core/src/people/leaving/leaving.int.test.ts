import { randomUUID } from 'node:crypto';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { HelpState } from '@springboard/contracts/help.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { attempt, submission } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { helpRequest } from '@springboard/db/schema/help.ts';
import { labTest } from '@springboard/db/schema/lab-tests.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { account, apiToken, person, session, sshKey, team } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt } from '../../attempts.ts';
import { startLabTest } from '../../lab-tests/start.ts';
import { aLab, aManagerOf, anActor, aWorld, publish, takeJobs, type World } from '../../testing/fixtures.ts';
import { aReadingItem, publishPath } from '../../testing/path-steps.ts';
import { letBack, viewDepartures } from './departures.ts';
import { endAccess, previewLeaving } from './end-access.ts';

let database: TestDatabase;
let world: World;
let operator: Actor;
let learner: Actor;
let email: string;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  operator = await anActor(database.db, ['operator']);
  learner = await anActor(database.db);
  email = `${learner.personId}@example.org`;
});
afterEach(() => database.close());

const hour = 3_600_000;

/** Gives the learner one of everything that ends. */
async function withEverything(): Promise<string> {
  const { db } = database;
  const { personId } = learner;
  await db.insert(session).values({
    id: randomUUID(),
    personId,
    token: randomUUID(),
    expiresAt: new Date(Date.now() + hour),
  });
  await db
    .insert(apiToken)
    .values({ personId, name: 'laptop', secretHash: randomUUID(), scopes: ['lab.read'] });
  await db
    .insert(sshKey)
    .values({ personId, name: 'laptop', type: 'ssh-ed25519', body: 'AAAA', fingerprint: randomUUID() });
  await db
    .insert(account)
    .values({ id: randomUUID(), accountId: personId, providerId: 'password', personId, password: 'a hash' });
  await aTeam(db, { managerId: personId });
  await publishPath(db, 'first', [aReadingItem('welcome')]);
  await db
    .insert(pathAssignment)
    .values({ pathId: 'first', personId, startsOn: '2026-11-02', assignedAt: new Date() });
  const { id } = await startAttempt(world.ctx, learner, { lab: await publish(db, aLab('a/b')) });
  await db.insert(submission).values({
    attemptId: id,
    taskId: 'one',
    version: 1,
    text: 'Because.',
    handedInAt: new Date(),
    state: 'handed_in',
  });
  await startLabTest(world.ctx, { ...learner, roles: ['author'] }, { lab: 'a/b', keep: false });
  await takeJobs(db);
  return id;
}

const everything = {
  sessions: 1,
  links: 0,
  apiTokens: 1,
  sshKeys: 1,
  follows: 0,
  attempts: 1,
  environments: 1,
  assignments: 1,
  labTests: 1,
  handedIn: 1,
  leads: 1,
};

describe('ending somebody’s access', () => {
  it('is told before, and ends all of it at once', async () => {
    const attemptId = await withEverything();
    const { db, url } = database;
    const heard: unknown[] = [];
    const all = Promise.withResolvers<void>();
    const listener = listenForChanges(url, (change) => {
      heard.push(change);
      if (change.kind === 'environment-ended') all.resolve();
    });
    await listener.ready;
    expect(await previewLeaving(world.ctx, operator, learner.personId)).toMatchObject(everything);
    expect(await endAccess(world.ctx, operator, learner.personId, ` ${email.toUpperCase()}`)).toMatchObject(
      everything,
    );
    await all.promise;
    await listener.close();
    // Terminals learn why before they learn that their environment ends.
    expect(heard[0]).toEqual({ kind: 'revoked', personId: learner.personId, left: true });
    expect(await db.$count(session)).toBe(0);
    expect(await db.$count(sshKey)).toBe(0);
    expect(await db.$count(account)).toBe(0);
    expect((await db.select().from(apiToken))[0]?.revokedAt).toBeInstanceOf(Date);
    expect((await db.select().from(attempt))[0]).toMatchObject({
      id: attemptId,
      state: 'abandoned',
      score: 0,
      nextGradeAt: null,
    });
    expect((await db.select().from(environment))[0]?.state).toBe('destroying');
    expect((await takeJobs(db)).map(({ job }) => job)).toContain('environment.destroy');
    expect((await db.select().from(submission))[0]).toMatchObject({ state: 'returned', reviewedAt: null });
    expect((await db.select().from(labTest))[0]?.state).toBe('broken_off');
    expect((await db.select().from(pathAssignment))[0]?.endedAt).toEqual(world.clock.now);
    expect((await db.select().from(team))[0]?.managerId).toBeNull();
    const [line] = await db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1);
    expect(line).toMatchObject({ action: 'person.leave', subjectId: learner.personId, detail: everything });
    expect(JSON.stringify(line?.detail)).not.toContain('@');
  });

  it('ends what they asked, and gives back what they had taken from others', async () => {
    const { db } = database;
    const attemptId = await withEverything();
    const other = await startAttempt(world.ctx, await anActor(db), { lab: await publish(db, aLab('c/d')) });
    const question = (of: string, state: HelpState, mentorId: string | null) => ({
      ...{ attemptId: of, taskId: 'one', question: 'Why?', askedAt: new Date(), state, mentorId },
      context: { checks: [], screen: null, noScreen: 'no-terminal' as const },
    });
    await db
      .insert(helpRequest)
      .values([question(attemptId, 'waiting', null), question(other.id, 'taken', learner.personId)]);
    await endAccess(world.ctx, operator, learner.personId, email);
    const left = await db.select().from(helpRequest);
    expect(new Map(left.map((each) => [each.attemptId, [each.state, each.mentorId]]))).toEqual(
      new Map<string, unknown>([
        [attemptId, ['withdrawn', null]],
        [other.id, ['waiting', null]],
      ]),
    );
  });

  it('gives back reviews that they had taken, and none of others', async () => {
    const { db } = database;
    const { id: attemptId } = await startAttempt(world.ctx, await anActor(db), {
      lab: await publish(db, aLab('c/d')),
    });
    const work = {
      attemptId,
      taskId: 'why',
      text: 'Because.',
      handedInAt: new Date(),
      state: 'handed_in',
    } as const;
    const takenAt = new Date();
    await db.insert(submission).values([
      { ...work, version: 1, takenBy: learner.personId, takenAt },
      { ...work, version: 2, takenBy: operator.personId, takenAt },
    ]);
    await endAccess(world.ctx, operator, learner.personId, email);
    const left = await db.select().from(submission).orderBy(submission.version);
    expect(left.map((row) => [row.takenBy, row.takenAt])).toEqual([
      [null, null],
      [operator.personId, takenAt],
    ]);
  });

  it('needs their address, and changes nothing without it', async () => {
    await withEverything();
    await expect(endAccess(world.ctx, operator, learner.personId, 'Lena')).rejects.toMatchObject({
      code: 'invalid-input',
    });
    expect(await previewLeaving(world.ctx, operator, learner.personId)).toMatchObject(everything);
  });

  it('is nobody’s to do for themselves, and the last operator stays', async () => {
    await expect(
      endAccess(world.ctx, operator, operator.personId, `${operator.personId}@example.org`),
    ).rejects.toMatchObject({ code: 'conflict' });
    const second = await anActor(database.db, ['operator']);
    await endAccess(world.ctx, second, operator.personId, `${operator.personId}@example.org`);
    const manager = await aManagerOf(database.db, second);
    await expect(previewLeaving(world.ctx, manager, second.personId)).rejects.toMatchObject({
      code: 'conflict',
      title: 'Only an operator ends this access',
    });
  });

  it('is a manager’s to do for learners of their teams, and for nobody else', async () => {
    const manager = await aManagerOf(database.db, learner);
    const stranger = await anActor(database.db);
    await expect(previewLeaving(world.ctx, manager, stranger.personId)).rejects.toMatchObject({
      code: 'not-found',
    });
    await endAccess(world.ctx, manager, learner.personId, email);
    await expect(previewLeaving(world.ctx, operator, learner.personId)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('leaves no way to start a lab that was asked for before', async () => {
    const lab = await publish(database.db, aLab('a/b'));
    await endAccess(world.ctx, operator, learner.personId, email);
    await expect(startAttempt(world.ctx, learner, { lab })).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(await database.db.$count(environment)).toBe(0);
  });
});

describe('coming back', () => {
  it('is signing in again, with nothing of what ended', async () => {
    await withEverything();
    await endAccess(world.ctx, operator, learner.personId, email);
    expect((await viewDepartures(world.ctx, operator)).departed).toMatchObject([
      { id: learner.personId, email, erasedAt: null },
    ]);
    await letBack(world.ctx, operator, learner.personId);
    expect((await viewDepartures(world.ctx, operator)).departed).toEqual([]);
    const nothing = Object.fromEntries(Object.keys(everything).map((key) => [key, 0]));
    expect(await previewLeaving(world.ctx, operator, learner.personId)).toMatchObject(nothing);
    const [row] = await database.db.select().from(person).where(eq(person.id, learner.personId));
    expect(row?.deactivatedAt).toBeNull();
    await expect(letBack(world.ctx, operator, learner.personId)).rejects.toMatchObject({ code: 'conflict' });
  });
});
