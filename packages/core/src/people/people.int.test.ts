import type { Actor } from '@springboard/contracts/actor.ts';
import type { AddPerson } from '@springboard/contracts/people.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { person } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anActor } from '../testing/fixtures.ts';
import { addPerson, changePerson } from './change.ts';
import { requireMayInvite } from './invite.ts';
import { changeMembership, endMembership } from './memberships.ts';
import { listPeople } from './read.ts';
import { addTeam, changeTeam, listTeams, removeTeam } from './teams.ts';

let database: TestDatabase;
let ctx: { db: TestDatabase['db'] };
let operator: Actor;
beforeEach(async () => {
  database = await withDb();
  ctx = { db: database.db };
  operator = await anActor(database.db, ['operator']);
});
afterEach(() => database.close());

const joinedOn = '2026-11-02';
const grace = (more: Partial<AddPerson> = {}): AddPerson => ({
  name: 'Grace',
  email: 'grace@example.org',
  roles: ['learner'],
  team: null,
  ...more,
});
const lastAudit = async () => {
  const [row] = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1);
  return row;
};
const namesFor = async (actor: Actor) => (await listPeople(ctx, actor)).map(({ name }) => name);

/** A manager with a team. */
async function aManager() {
  const manager = await anActor(database.db, ['manager']);
  const mentor = await aPerson(database.db, { roles: ['mentor'], name: 'Mira' });
  const team = await aTeam(database.db, { managerId: manager.personId, mentorId: mentor.id });
  return { manager, mentor, team };
}

describe('adding people', () => {
  it('an operator adds anybody, with roles and a team, and the audit says so', async () => {
    const { team, mentor, manager } = await aManager();
    const input = grace({
      roles: ['learner', 'author'],
      team: { id: team.id, joinedOn, mentorId: null },
    });
    const added = await addPerson(ctx, operator, input);
    expect(added).toMatchObject({
      name: 'Grace',
      lastSignInAt: null,
      teams: [{ id: team.id, joinedOn, mentorId: null, mentor: mentor.name }],
    });
    expect(new Set(added.roles)).toEqual(new Set(['learner', 'author']));
    expect(await namesFor(manager)).toEqual(['Grace']);
    const rows = await database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, added.id));
    expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
      ['person.add', operator.personId],
      ['team.join', operator.personId],
    ]);
  });

  it('a manager invites learners to their own teams, and nothing else', async () => {
    const { manager, team } = await aManager();
    const other = await aTeam(database.db);
    const into = (id: string) => ({ id, joinedOn, mentorId: null });
    await addPerson(ctx, manager, grace({ team: into(team.id) }));
    for (const [more, code] of [
      [{ email: 'a@example.org' }, 'invalid-input'],
      [{ email: 'b@example.org', roles: ['operator'] as Role[], team: into(team.id) }, 'invalid-input'],
      [{ email: 'c@example.org', team: into(other.id) }, 'not-found'],
    ] as const)
      await expect(addPerson(ctx, manager, grace({ ...more }))).rejects.toMatchObject({ code });
    expect(await namesFor(manager)).toEqual(['Grace']);
    expect(await database.db.$count(person, eq(person.email, 'c@example.org'))).toBe(0);
  });

  it('an address is one person’s, also when they have left', async () => {
    const added = await addPerson(ctx, operator, grace());
    await database.db.update(person).set({ deactivatedAt: new Date() }).where(eq(person.id, added.id));
    await expect(addPerson(ctx, operator, grace())).rejects.toMatchObject({
      code: 'conflict',
      errors: [{ path: 'email' }],
    });
  });
});

describe('changing people', () => {
  it('changes roles, and says which were given and taken', async () => {
    const { id } = await addPerson(ctx, operator, grace());
    const input = { name: 'Grace H.', email: 'gh@example.org', roles: ['mentor', 'manager'] as Role[] };
    const changed = await changePerson(ctx, operator, id, input);
    expect(changed).toMatchObject({ name: 'Grace H.', email: 'gh@example.org' });
    expect(await lastAudit()).toMatchObject({
      action: 'person.change',
      subjectId: id,
      detail: { changed: ['name', 'email'], given: ['mentor', 'manager'], taken: ['learner'] },
    });
  });

  it('leaves at least one operator who can sign in', async () => {
    const input = { name: 'Olga', email: 'olga@example.org', roles: ['learner'] as Role[] };
    await expect(changePerson(ctx, operator, operator.personId, input)).rejects.toMatchObject({
      code: 'conflict',
      title: 'Nobody would be left as an operator',
    });
    const second = await anActor(database.db, ['operator']);
    const results = await Promise.allSettled([
      changePerson(ctx, operator, operator.personId, input),
      changePerson(ctx, operator, second.personId, { ...input, email: 'second@example.org' }),
    ]);
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a sign-in link', () => {
  it('is made by a manager for a learner of theirs who has never been here, and for nobody else', async () => {
    const { manager, team } = await aManager();
    const into = { team: { id: team.id, joinedOn, mentorId: null } };
    const { id } = await addPerson(ctx, operator, grace(into));
    await requireMayInvite(ctx, manager, id);
    await database.db.update(person).set({ lastSignInAt: new Date() }).where(eq(person.id, id));
    await expect(requireMayInvite(ctx, manager, id)).rejects.toMatchObject({ code: 'conflict' });
    await requireMayInvite(ctx, operator, id);
    const author = grace({ email: 'author@example.org', roles: ['learner', 'author'], ...into });
    const added = await addPerson(ctx, operator, author);
    await expect(requireMayInvite(ctx, manager, added.id)).rejects.toMatchObject({ code: 'conflict' });
    const stranger = await aPerson(database.db);
    await expect(requireMayInvite(ctx, manager, stranger.id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('teams', () => {
  it('an operator makes and changes them; only mentors and managers are named in one', async () => {
    const [mentor, manager] = [
      await aPerson(database.db, { roles: ['mentor'] }),
      await aPerson(database.db, { roles: ['manager'] }),
    ];
    const input = { name: 'Storage', mentorId: mentor.id, managerId: manager.id };
    const { id } = await addTeam(ctx, operator, input);
    expect((await listTeams(ctx, operator)).teams).toMatchObject([
      { id, name: 'Storage', mentor: { id: mentor.id }, manager: { id: manager.id }, members: 0 },
    ]);
    await expect(addTeam(ctx, operator, input)).rejects.toMatchObject({ code: 'conflict' });
    for (const wrong of [{ mentorId: manager.id }, { managerId: mentor.id }])
      await expect(changeTeam(ctx, operator, id, { ...input, ...wrong })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    await removeTeam(ctx, operator, id);
    expect((await listTeams(ctx, operator)).teams).toEqual([]);
  });

  it('a manager changes who is in their team, and takes nobody in from elsewhere', async () => {
    const { manager, mentor, team } = await aManager();
    const [member, other] = [await aPerson(database.db, { teamId: team.id }), await aPerson(database.db)];
    const membership = { joinedOn, mentorId: mentor.id };
    await changeMembership(ctx, manager, team.id, member.id, membership);
    expect((await listPeople(ctx, manager))[0]?.teams).toMatchObject([{ joinedOn, mentorId: mentor.id }]);
    await expect(changeMembership(ctx, manager, team.id, other.id, membership)).rejects.toMatchObject({
      code: 'not-found',
    });
    await changeMembership(ctx, operator, team.id, other.id, membership);
    // A mentor who lost the role is no reason to refuse another date.
    const { name, email } = mentor;
    await changePerson(ctx, operator, mentor.id, { name, email, roles: ['learner'] });
    await changeMembership(ctx, manager, team.id, member.id, { ...membership, joinedOn: '2026-11-03' });
    await expect(
      changeMembership(ctx, operator, team.id, other.id, { joinedOn, mentorId: other.id }),
    ).rejects.toMatchObject({ code: 'invalid-input', errors: [{ path: 'mentorId' }] });
    await endMembership(ctx, manager, team.id, member.id);
    expect((await listPeople(ctx, manager)).map(({ id }) => id)).toEqual([other.id]);
    const elsewhere = await aTeam(database.db);
    await expect(endMembership(ctx, manager, elsewhere.id, other.id)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('another manager has what the one before had', async () => {
    const { manager, team } = await aManager();
    await aPerson(database.db, { teamId: team.id, name: 'Lena' });
    const next = await anActor(database.db, ['manager']);
    await changeTeam(ctx, operator, team.id, {
      name: team.name,
      mentorId: null,
      managerId: next.personId,
    });
    expect([await namesFor(manager), await namesFor(next)]).toEqual([[], ['Lena']]);
  });
});
