import type { Actor } from '@springboard/contracts/actor.ts';
import type { ReadinessView } from '@springboard/contracts/readiness.ts';
import { path } from '@springboard/db/schema/paths.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { signOff as signOffs } from '@springboard/db/schema/readiness.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assignPath } from '../paths/assign.ts';
import { getMyPaths } from '../paths/read.ts';
import { aLab, aManagerOf, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, publishPath, someWork } from '../testing/path-steps.ts';
import { revokeSignOff, signOff } from './sign-off.ts';
import { listTeamReadiness } from './team.ts';

let database: TestDatabase;
let world: World;
let learner: Actor;
let mentor: Actor;

const slug = 'test/one';
const rule = { id: 'pager', title: 'May take the pager', labs: [slug], signOffs: ['notes'], expires: 30 };
const input = { skillId: 'notes', note: 'Seen at the drill.' };

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  world.clock.now = new Date('2026-11-10T09:00:00Z');
  learner = await anActor(database.db);
  mentor = await anActor(database.db, ['mentor']);
  await publish(database.db, aLab(slug));
  await publishPath(database.db, 'beginner', [aLabItem(slug)], { readiness: [{ ...rule, pass: 0.8 }] });
  const to = { kind: 'person', id: learner.personId } as const;
  await assignPath(world.ctx, mentor, { pathId: 'beginner', to, startsOn: '2026-11-02' });
});
afterEach(() => database.close());

async function mine(): Promise<ReadinessView> {
  const [own] = await getMyPaths(world.ctx, learner);
  const [first] = own?.readiness ?? [];
  if (!first) throw new Error('no readiness');
  return first;
}
const done = (number: number, score: number, day: string) =>
  anAttemptRow(database.db, {
    personId: learner.personId,
    slug,
    number,
    score,
    startedAt: new Date(`${day}T08:00:00Z`),
  });

describe('readiness', () => {
  it('takes labs with the points it asks for, and sign-offs', async () => {
    await done(1, 7.5, '2026-11-03');
    expect(await mine()).toMatchObject({
      ready: false,
      labs: [{ slug, title: 'Lab test/one', pass: 80, state: 'missing', evidence: null }],
      signOffs: [{ skillId: 'notes', text: 'notes', state: 'missing', signOff: null }],
    });
    const attemptId = await done(2, 8, '2026-11-04');
    const { id } = await signOff(world.ctx, mentor, learner.personId, input);
    expect(await mine()).toEqual({
      id: 'pager',
      title: 'May take the pager',
      ready: true,
      since: '2026-11-10T09:00:00.000Z',
      until: '2026-12-04',
      labs: [
        {
          slug,
          title: 'Lab test/one',
          pass: 80,
          state: 'met',
          until: '2026-12-04',
          evidence: { attemptId, at: '2026-11-04T08:00:00.000Z', score: 8, maxScore: 10 },
        },
      ],
      signOffs: [
        {
          skillId: 'notes',
          text: 'notes',
          state: 'met',
          until: '2026-12-10',
          signOff: { id, by: expect.any(String), at: '2026-11-10T09:00:00.000Z', note: input.note },
        },
      ],
    });
  });

  it('does not count what waits for a reviewer', async () => {
    const attemptId = await done(1, 9, '2026-11-04');
    await someWork(database.db, attemptId, 1, 'handed_in');
    expect((await mine()).labs[0]?.state).toBe('missing');
  });

  it('expires, and is renewed by doing it again and by another sign-off', async () => {
    await done(1, 9, '2026-11-01');
    await signOff(world.ctx, mentor, learner.personId, input);
    world.clock.now = new Date('2026-12-11T09:00:00Z');
    expect(await mine()).toMatchObject({
      ready: false,
      until: null,
      labs: [{ state: 'expired', until: '2026-12-01' }],
      signOffs: [{ state: 'expired', until: '2026-12-10' }],
    });
    await done(2, 8, '2026-12-11');
    await signOff(world.ctx, mentor, learner.personId, { ...input, note: 'Seen again.' });
    expect(await mine()).toMatchObject({ ready: true, until: '2027-01-10' });
    const kept = await database.db.select().from(signOffs).orderBy(signOffs.signedAt);
    expect(kept.map(({ endedAt, endReason }) => [endedAt !== null, endReason])).toEqual([
      [true, null],
      [false, null],
    ]);
  });

  it('of a path that was stored before rules had points of their own goes by the path', async () => {
    await database.db.update(path).set({ definition: sql`${path.definition} #- '{readiness,0,pass}'` });
    await done(1, 7, '2026-11-03');
    expect((await mine()).labs[0]).toMatchObject({ pass: 70, state: 'met' });
  });
});

describe('a sign-off', () => {
  it('is told to the audit, without its note, and taken back with the reason', async () => {
    const { id } = await signOff(world.ctx, mentor, learner.personId, input);
    const last = async () =>
      (await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1))[0];
    expect(await last()).toMatchObject({
      actor: mentor.personId,
      action: 'readiness.sign-off',
      subjectId: learner.personId,
      detail: { skill: 'notes', signOffId: id },
    });
    await revokeSignOff(world.ctx, mentor, id, { reason: 'It was somebody else.' });
    expect((await mine()).signOffs[0]).toMatchObject({ state: 'missing', signOff: null });
    expect(await last()).toMatchObject({
      action: 'readiness.revoke',
      detail: { skill: 'notes', signOffId: id, reason: 'It was somebody else.' },
    });
    const again = revokeSignOff(world.ctx, mentor, id, { reason: 'Again' });
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is nobody’s to give to themself, and for skills alone that their path asks for', async () => {
    const both = { ...mentor, personId: learner.personId };
    await expect(signOff(world.ctx, both, learner.personId, input)).rejects.toMatchObject({
      code: 'conflict',
    });
    const other = signOff(world.ctx, mentor, learner.personId, { ...input, skillId: 'cooking' });
    await expect(other).rejects.toMatchObject({ code: 'not-found' });
    await expect(signOff(world.ctx, mentor, mentor.personId, input)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await database.db.$count(signOffs)).toBe(0);
  });

  it('is for managers to give in their teams, and to take back there', async () => {
    const manager = await aManagerOf(database.db, learner);
    const { id } = await signOff(world.ctx, manager, learner.personId, input);
    const other = await aManagerOf(database.db, await anActor(database.db));
    await expect(signOff(world.ctx, other, learner.personId, input)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(revokeSignOff(world.ctx, other, id, { reason: 'Mine' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await mine()).signOffs[0]?.state).toBe('met');
    await expect(signOff(world.ctx, learner, learner.personId, input)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

it('a team’s readiness says the same of each of its people as their own page', async () => {
  const manager = await aManagerOf(database.db, learner);
  await done(1, 9, '2026-11-04');
  const { rows } = await database.db.execute<{ id: string }>(sql`select team_id as id from team_member`);
  const team = await listTeamReadiness(world.ctx, manager, rows[0]?.id ?? '');
  expect(team.map(({ person, path: { id } }) => [person.id, id])).toEqual([[learner.personId, 'beginner']]);
  expect(team[0]?.readiness).toEqual([await mine()]);
});
