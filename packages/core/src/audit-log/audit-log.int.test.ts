import type { Actor } from '@springboard/contracts/actor.ts';
import type { AuditEventView, AuditFilter } from '@springboard/contracts/audit.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import { type AuditSearch, auditStatement, type Belongings } from '@springboard/db/repositories/audit-log.ts';
import { apiToken, sshKey, teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exportGrades } from '../grades.ts';
import { aManagerOf, anActor, aWorld, pass, type World } from '../testing/fixtures.ts';
import { aRunningAttempt, environmentOf, grade } from '../testing/steps.ts';
import { exportAudit } from './export.ts';
import { listActions, listAudit } from './list.ts';

let database: TestDatabase;
let world: World;
let operator: Actor;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  operator = await anActor(database.db, ['operator']);
});
afterEach(() => database.close());

const list = (actor: Actor, filter: AuditFilter = {}, before?: number, limit = 100) =>
  listAudit(world.ctx, actor, { ...filter, before, limit });
const actions = (lines: readonly AuditEventView[]) => lines.map(({ action }) => action);

async function record(actor: string, action: string, subject: { kind: string; id: string }, more = {}) {
  await recordAudit(database.db, { actor, via: 'session', action, subject, ip: '192.0.2.7', ...more });
}

it('tells of an attempt who did what, whose it is, and what its score follows from', async () => {
  world.answers.set('one-a', pass).set('one-b', pass);
  const { id, actor } = await aRunningAttempt(world);
  await grade(world, id);
  await grade(world, id);
  const mentor = await anActor(database.db, ['mentor']);
  await exportGrades(world.ctx, mentor);
  await exportGrades(world.ctx, actor);
  const manager = await anActor(database.db, ['manager']);
  await exportGrades(world.ctx, manager);

  const lines = await list(operator, { person: actor.personId });
  const passed = lines.filter(({ action }) => action === 'check.pass').map(({ detail }) => detail.checkId);
  expect(passed.toSorted()).toEqual(['one-a', 'one-b', 'two-a', 'two-b']);
  const started = lines.find(({ action }) => action === 'attempt.start');
  expect(started).toMatchObject({
    actor: actor.personId,
    subjectId: id,
    subjectName: 'test/lab',
    concerns: { id: actor.personId },
  });
  expect(started?.actorName).toBeTruthy();
  // Of one's own there is nothing to tell.
  const exports = await list(operator, { action: 'grades.' });
  expect(exports.map(({ action, actor: who, subjectId }) => [action, who, subjectId])).toEqual([
    ['grades.export', manager.personId, 'teams'],
    ['grades.export', mentor.personId, 'all'],
  ]);
  expect(await listActions(world.ctx, operator)).toEqual(
    expect.arrayContaining(['attempt.start', 'check.pass', 'grades.export']),
  );
});

it('is narrowed down by person, action, subject, time and words, all of which hold', async () => {
  const ada = await aPerson(database.db, { name: 'Ada Byron' });
  const bob = await aPerson(database.db, { name: 'Bob' });
  await record(ada.id, 'ssh-key.add', { kind: 'ssh-key', id: 'k1' }, { detail: { name: 'laptop of ada' } });
  await record(bob.id, 'ssh-key.remove', { kind: 'ssh-key', id: 'k2' });
  await record(
    bob.id,
    'person.roles',
    { kind: 'person', id: ada.id },
    { detail: { roles: ['mentor'] }, ip: '192.0.2.99' },
  );
  await record(bob.id, 'ssh.log-in', { kind: 'person', id: bob.id });
  const found = async (filter: AuditFilter) => actions(await list(operator, filter));

  expect(await found({ person: ada.id })).toEqual(['person.roles', 'ssh-key.add']);
  expect(await found({ action: 'ssh-key.' })).toEqual(['ssh-key.remove', 'ssh-key.add']);
  expect(await found({ action: 'ssh-key.add' })).toEqual(['ssh-key.add']);
  expect(await found({ subjectKind: 'ssh-key', subjectId: 'k2' })).toEqual(['ssh-key.remove']);
  expect(await found({ q: 'laptop' })).toEqual(['ssh-key.add']);
  expect(await found({ q: 'lapt' })).toEqual(['ssh-key.add']);
  expect(await found({ q: 'mentor roles' })).toEqual(['person.roles']);
  expect(await found({ q: '192.0.2.99' })).toEqual(['person.roles']);
  expect(await found({ q: 'log-in' })).toEqual(['ssh.log-in']);
  expect(await found({ q: 'byron' })).toEqual(['ssh-key.add']);
  expect(await found({ q: 'nobody said this' })).toEqual([]);
  expect(await found({ q: "'; -- %" })).toEqual([]);
  expect(await found({ person: ada.id, action: 'ssh-key.' })).toEqual(['ssh-key.add']);
  const now = new Date().toISOString();
  expect(await found({ until: now, q: 'laptop' })).toEqual(['ssh-key.add']);
  expect(await found({ from: now, q: 'laptop' })).toEqual([]);
});

it('shows a manager what concerns the people of their teams, and others nothing', async () => {
  const manager = await anActor(database.db, ['manager']);
  const team = await aTeam(database.db, { managerId: manager.personId });
  // Of a team that one is only in, nothing is told.
  const mates = await aTeam(database.db);
  await database.db.insert(teamMember).values({ teamId: mates.id, personId: manager.personId });
  const mate = await aPerson(database.db, { teamId: mates.id });
  const theirs = await aPerson(database.db, { teamId: team.id });
  const other = await aPerson(database.db);
  await record(theirs.id, 'sign-in', { kind: 'person', id: theirs.id });
  await record('system', 'session.revoke-all', { kind: 'person', id: theirs.id });
  await record(other.id, 'sign-in', { kind: 'person', id: other.id });
  await record(mate.id, 'sign-in', { kind: 'person', id: mate.id });
  await record('system', 'pool.set', { kind: 'pool', id: 'ceph-single' });
  expect(actions(await list(manager))).toEqual(['session.revoke-all', 'sign-in']);
  expect(await list(manager, { person: other.id })).toEqual([]);
  expect((await list(operator)).length).toBe(5);
  for (const role of ['learner', 'author', 'mentor'] as const) {
    const somebody = await anActor(database.db, [role]);
    await expect(list(somebody)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(exportAudit(world.ctx, somebody, {})).rejects.toMatchObject({ code: 'forbidden' });
  }
});

it('shows the same of people with thousands of attempts, of which each line is asked whose it is', async () => {
  const { db } = database;
  const { id, actor, view } = await aRunningAttempt(world);
  const manager = await aManagerOf(db, actor);
  const personId = actor.personId;
  const [token] = await db
    .insert(apiToken)
    .values({ personId, name: 'theirs', secretHash: 'hash', scopes: ['lab.read'] })
    .returning();
  const key = { personId, name: 'theirs', type: 'ssh-ed25519', body: 'AAAA', fingerprint: 'SHA256:AAAA' };
  const [sshKeyRow] = await db.insert(sshKey).values(key).returning();
  const { id: strange } = await aRunningAttempt(world);
  for (const [kind, subject] of [
    ['person', personId],
    ['attempt', id],
    ['environment', environmentOf(view).id],
    ['api-token', token?.id ?? ''],
    ['ssh-key', sshKeyRow?.id ?? ''],
    ['attempt', strange],
    ['attempt', 'no-uuid'],
    ['pool', 'ceph-single'],
  ] as const)
    await record('system', `seen.${kind}`, { kind, id: subject });
  const before = await list(manager);
  expect(actions(before).filter((action) => action.startsWith('seen.'))).toEqual([
    'seen.ssh-key',
    'seen.api-token',
    'seen.environment',
    'seen.attempt',
    'seen.person',
  ]);
  await db.execute(sql`
    insert into attempt (person_id, slug, lab_version_id, number, state, seed, params, max_score, finished_at)
    select person_id, slug, lab_version_id, n, 'finished', seed, params, max_score, now()
    from attempt, generate_series(2, 1500) n where id = ${id}`);
  expect(await list(manager)).toEqual(before);
});

it('pages by the last line seen, misses and doubles none, and exports all of it, which is itself a line', async () => {
  const lines = Array.from({ length: 2_500 }, (_, index) => ({
    actor: 'system',
    via: 'system',
    action: index % 2 === 0 ? 'test.even' : 'test.odd',
    subjectKind: 'test',
    subjectId: String(index),
    // Many at one moment: only the number tells them apart.
    at: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 100) * 1_000),
  }));
  await database.db.insert(auditEvent).values(lines);
  const seen: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = await list(operator, { action: 'test.even' }, before, 70);
    seen.push(...page.map(({ id }) => id));
    before = page.at(-1)?.id;
    if (page.length < 70) break;
  }
  expect(seen).toHaveLength(1_250);
  expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a));

  const exported: AuditEventView[] = [];
  for await (const page of await exportAudit(world.ctx, operator, { action: 'test.' }))
    exported.push(...page);
  expect(exported).toHaveLength(2_500);
  expect((await list(operator, {}, undefined, 1))[0]).toMatchObject({
    action: 'audit.export',
    actor: operator.personId,
    detail: { action: 'test.' },
  });
});

it('goes by an index whatever narrows it down', async () => {
  const { db, pool } = database;
  await db.execute(sql`insert into audit_event (at, actor, via, action, subject_kind, subject_id, detail)
    select now() - n * interval '1 second', 'p' || n % 500, 'session', 'act.' || n % 40, 'attempt', md5(n::text),
      jsonb_build_object('word', 'w' || n) from generate_series(1, 30000) n`);
  await db.execute(sql`analyze audit_event`);
  const planOf = async (search: AuditSearch): Promise<string> => {
    const { sql: text, params } = auditStatement(db, search, 100).toSQL();
    return JSON.stringify((await pool.query(`explain ${text}`, params)).rows);
  };
  const person: Belongings = { people: ['p7'], subjects: new Map([['attempt', ['x']]]) };
  const newest = await pool.query<{ id: string }>('select max(id) as id from audit_event');
  const before = Number(newest.rows[0]?.id);
  for (const search of [
    { about: [] },
    { about: [], before },
    { about: [person] },
    { about: [{ ...person, subjects: null }] },
    { about: [], action: 'act.7' },
    { about: [], subjectKind: 'attempt', subjectId: 'x' },
    { about: [], words: { text: 'w77', people: [] } },
  ])
    expect([search, await planOf(search)]).toEqual([
      search,
      expect.not.stringContaining('Seq Scan on audit_event'),
    ]);
});
