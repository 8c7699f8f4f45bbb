import type { Actor } from '@springboard/contracts/actor.ts';
import { attempt, checkRun, environmentOfAttempt, hintOpened } from '@springboard/db/schema/attempts.ts';
import { environment, environmentEvent } from '@springboard/db/schema/environments.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { team, teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aLab, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, aReadingItem, publishPath, someWork } from '../testing/path-steps.ts';
import { listMappedTeams } from './access.ts';
import { exportTeamMap } from './export.ts';
import { getTeamMap, listStuck } from './map.ts';

let database: TestDatabase;
let world: World;
let manager: Actor;
let teamId: string;
let lena: string;

const now = new Date('2026-11-10T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  world.clock.now = now;
  manager = await anActor(database.db, ['manager']);
  ({ id: teamId } = await aTeam(database.db, { name: 'Storage', managerId: manager.personId }));
  for (const name of ['one', 'two', 'three']) await publish(database.db, aLab(`test/${name}`));
  await publishPath(database.db, 'beginner', [
    aReadingItem('welcome'),
    aLabItem('test/one', { due: 3 }),
    aLabItem('test/two', { due: 30, requires: ['test/one'] }),
    aLabItem('test/three', { optional: true }),
  ]);
  await database.db
    .insert(pathAssignment)
    .values({ pathId: 'beginner', teamId, startsOn: '2026-11-01', assignedAt: now });
  lena = await aMember('Lena');
});
afterEach(() => database.close());

async function aMember(name: string): Promise<string> {
  return (await aPerson(database.db, { name, teamId })).id;
}

/** A look of a check of the first task, so many minutes ago. */
async function look(attemptId: string, minutes: number, more: Partial<typeof checkRun.$inferInsert> = {}) {
  await database.db.insert(checkRun).values({
    attemptId,
    taskId: 'one',
    checkId: 'one-a',
    trigger: 'activity',
    verdict: 'not_yet',
    evidence: {},
    startedAt: minutesAgo(minutes),
    durationMs: 10,
    ...more,
  });
}

/** An environment of the attempt that was ready for these minutes, one after the other, with pauses between; the last may go on. */
async function readyFor(attemptId: string, minutes: readonly number[], since: Date | null = null) {
  const facts = { topology: 'pair', spec: {}, publicKey: '', sealedPrivateKey: '' };
  const [row] = await database.db
    .insert(environment)
    .values({ ...facts, state: since ? 'ready' : 'destroyed' })
    .returning({ id: environment.id });
  const environmentId = row?.id ?? '';
  await database.db.insert(environmentOfAttempt).values({ attemptId, environmentId });
  const edge = { environmentId, kind: 'state', actor: 'system' } as const;
  for (const spent of minutes)
    await database.db.insert(environmentEvent).values([
      { ...edge, fromState: 'ready', toState: 'paused', at: minutesAgo(90), durationMs: spent * 60_000 },
      { ...edge, fromState: 'paused', toState: 'ready', at: since ?? minutesAgo(60), durationMs: 600_000 },
    ]);
}

const cellsOf = async (name: string) => {
  const { paths } = await getTeamMap(world.ctx, manager, teamId);
  return paths[0]?.rows.find(({ person }) => person.name === name)?.cells ?? [];
};

describe('the map of a team', () => {
  it('has a row for each of its people on a path, and a cell for each lab', async () => {
    const mia = await aMember('Mia');
    await anAttemptRow(database.db, { personId: lena, slug: 'test/one', number: 1, score: 5 });
    const best = await anAttemptRow(database.db, { personId: lena, slug: 'test/one', number: 2, score: 9 });
    const active = await anAttemptRow(database.db, { personId: lena, slug: 'test/two' });
    const waits = await anAttemptRow(database.db, { personId: mia, slug: 'test/one', score: 8 });
    await someWork(database.db, waits, 1, 'handed_in');
    await anAttemptRow(database.db, { personId: mia, slug: 'test/three', score: 6 });
    await anAttemptRow(database.db, { personId: mia, slug: 'test/two', score: 10, preview: true });

    const { paths, without, team: shown } = await getTeamMap(world.ctx, manager, teamId);
    expect(shown).toEqual({ id: teamId, name: 'Storage' });
    expect(without).toEqual([]);
    expect(paths).toHaveLength(1);
    expect(paths[0]?.labs.map(({ title }) => title)).toEqual([
      'Lab test/one',
      'Lab test/two',
      'Lab test/three',
    ]);
    expect(paths[0]?.rows.map(({ person, progress }) => [person.name, progress.done])).toEqual([
      ['Lena', 1],
      ['Mia', 0],
    ]);
    expect(await cellsOf('Lena')).toMatchObject([
      { status: 'done', late: false, best: { score: 9, maxScore: 10 }, attempts: 2, attemptId: best },
      { status: 'active', late: false, best: null, dueOn: '2026-12-01', attemptId: active },
      { status: 'open', dueOn: null, attempts: 0, attemptId: null },
    ]);
    expect(await cellsOf('Mia')).toMatchObject([
      { status: 'waiting', late: false, attemptId: waits },
      { status: 'open', attempts: 0 },
      { status: 'tried', best: { score: 6, maxScore: 10 } },
    ]);
  });

  it('says what is late, and who is on no path', async () => {
    expect(await cellsOf('Lena')).toMatchObject([{ status: 'open', late: true }, { late: false }, {}]);
    await database.db.update(pathAssignment).set({ endedAt: now });
    const { paths, without } = await getTeamMap(world.ctx, manager, teamId);
    expect(paths).toEqual([]);
    expect(without).toEqual([{ id: lena, name: 'Lena' }]);
  });

  it('counts the time in which an environment was ready, over all attempts, until now', async () => {
    const first = await anAttemptRow(database.db, { personId: lena, slug: 'test/one', number: 1, score: 5 });
    await readyFor(first, [20, 15]);
    const second = await anAttemptRow(database.db, { personId: lena, slug: 'test/one', number: 2 });
    await readyFor(second, [10], minutesAgo(7));
    expect((await cellsOf('Lena')).map(({ minutes }) => minutes)).toEqual([52, 0, 0]);
  });

  it('takes as many queries for thirty people as for one', async () => {
    const queries = async () => {
      const asked = vi.spyOn(database.pool, 'query');
      await getTeamMap(world.ctx, manager, teamId);
      const count = asked.mock.calls.length;
      asked.mockRestore();
      return count;
    };
    const active = await anAttemptRow(database.db, { personId: lena, slug: 'test/one' });
    await look(active, 5);
    // The definition of the lab is read once.
    await getTeamMap(world.ctx, manager, teamId);
    const one = await queries();
    for (let index = 0; index < 30; index++) {
      const id = await aMember(`Person ${index}`);
      await look(await anAttemptRow(database.db, { personId: id, slug: 'test/one' }), 5);
    }
    expect(await queries()).toBe(one);
  });

  it('is for the manager of the team and for mentors, and the same as no team to others', async () => {
    const mentor = await anActor(database.db, ['mentor']);
    const other = await anActor(database.db, ['manager']);
    expect((await getTeamMap(world.ctx, mentor, teamId)).team.id).toBe(teamId);
    await expect(getTeamMap(world.ctx, other, teamId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(listStuck(world.ctx, other, teamId)).rejects.toMatchObject({ code: 'not-found' });
    const learner = await anActor(database.db);
    await expect(getTeamMap(world.ctx, learner, teamId)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await listMappedTeams(world.ctx, manager)).map(({ id }) => id)).toEqual([teamId]);
    expect(await listMappedTeams(world.ctx, other)).toEqual([]);
    await database.db.update(team).set({ managerId: other.personId });
    await expect(getTeamMap(world.ctx, manager, teamId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes out with the same numbers, and that is recorded', async () => {
    const best = await anAttemptRow(database.db, { personId: lena, slug: 'test/one', score: 8.5 });
    const lines = await exportTeamMap(world.ctx, manager, teamId);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toEqual({
      person: 'Lena',
      path: 'Path beginner',
      lab: 'test/one',
      title: 'Lab test/one',
      status: 'done',
      late: false,
      dueOn: '2026-11-04',
      score: 8.5,
      maxScore: 10,
      minutes: 0,
      attempts: 1,
      attempt: best,
    });
    const [line] = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id));
    expect(line).toMatchObject({ action: 'team.export', subjectKind: 'team', subjectId: teamId });
  });
});

describe('who is stuck', () => {
  const stuck = async () =>
    (await listStuck(world.ctx, manager, teamId)).map(({ person, rule, task, failures }) => [
      person.name,
      rule,
      task?.id ?? null,
      failures,
    ]);

  it('are those whose task fails for a while, and no more once something passes', async () => {
    const id = await anAttemptRow(database.db, { personId: lena, slug: 'test/one' });
    for (const minutes of [50, 40, 30, 25]) await look(id, minutes);
    // Looks at nobody's doing, of another task, or that could not say, are no failures of theirs.
    await look(id, 5, { trigger: 'backoff' });
    await look(id, 5, { taskId: 'two', checkId: 'two-a' });
    await look(id, 5, { verdict: 'environment_broken' });
    expect(await stuck()).toEqual([]);
    await look(id, 20);
    expect(await stuck()).toEqual([['Lena', 'failing', 'one', 5]]);
    expect((await listStuck(world.ctx, manager, teamId))[0]).toMatchObject({
      since: minutesAgo(50).toISOString(),
      lab: { slug: 'test/one', title: 'Lab test/one' },
      task: { title: 'Task one' },
      attemptId: id,
    });
    expect((await cellsOf('Lena'))[0]?.status).toBe('stuck');
    await look(id, 2, { checkId: 'one-b', verdict: 'pass' });
    expect(await stuck()).toEqual([]);
  });

  it('are those whose hints are used up, when it still fails', async () => {
    const id = await anAttemptRow(database.db, { personId: lena, slug: 'test/one' });
    const hint = (hintIndex: number, minutes: number) =>
      database.db
        .insert(hintOpened)
        .values({ attemptId: id, taskId: 'one', hintIndex, cost: 1, at: minutesAgo(minutes) });
    await hint(0, 40);
    for (const minutes of [35, 18, 12, 6]) await look(id, minutes);
    expect(await stuck()).toEqual([]);
    await hint(1, 20);
    expect(await stuck()).toEqual([['Lena', 'hints', 'one', 3]]);
  });

  it('are those who do nothing while something is late', async () => {
    const startedAt = new Date('2026-11-05T08:00:00Z');
    const id = await anAttemptRow(database.db, { personId: lena, slug: 'test/one', startedAt });
    await anAttemptRow(database.db, { personId: lena, slug: 'test/two', startedAt });
    expect(await stuck()).toEqual([['Lena', 'idle', 'one', 0]]);
    await database.db
      .update(attempt)
      .set({ lastActivityAt: minutesAgo(5) })
      .where(eq(attempt.id, id));
    expect(await stuck()).toEqual([]);
  });

  it('are not people of other teams', async () => {
    const startedAt = new Date('2026-11-05T08:00:00Z');
    await anAttemptRow(database.db, { personId: lena, slug: 'test/one', startedAt });
    await database.db.delete(teamMember).where(eq(teamMember.personId, lena));
    expect(await stuck()).toEqual([]);
  });
});
