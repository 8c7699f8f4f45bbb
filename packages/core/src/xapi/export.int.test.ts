import type { Actor } from '@springboard/contracts/actor.ts';
import type { StatementQuery } from '@springboard/contracts/team-map.ts';
import {
  attempt,
  environmentOfAttempt,
  quizAnswer,
  submission,
  taskCheck,
} from '@springboard/db/schema/attempts.ts';
import { environment, environmentEvent } from '@springboard/db/schema/environments.ts';
import { pathAssignment } from '@springboard/db/schema/paths.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import type { Question } from '@springboard/lab-format/model/task.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aLab, anActor, aTask, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, anAttemptRow, publishPath } from '../testing/path-steps.ts';
import { XapiStatement } from '../testing/xapi-rules.ts';
import { exportStatements } from './export.ts';

let database: TestDatabase;
let world: World;
let manager: Actor;
let teamId: string;
let lena: string;

const at = (time: string) => new Date(`2026-11-09T${time}Z`);
const startedAt = at('08:00:00');
const finishedAt = at('10:00:00');

/** What every task has; this one has nothing that is checked. */
const plain = (id: string, points: number) => ({
  id,
  title: `Task ${id}`,
  points,
  markdown: 'Say why.',
  runbook: null,
  hints: [],
  arrange: null,
  solve: null,
  wrong: [],
  checks: [],
});

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  manager = await anActor(database.db, ['manager']);
  ({ id: teamId } = await aTeam(database.db, { name: 'Storage', managerId: manager.personId }));
  lena = (await aPerson(database.db, { name: 'Lena', teamId })).id;
  const criterion = { title: 'Reason', points: 4, full: '', half: '', none: '' };
  const question: Question = {
    id: 'q1',
    kind: 'text',
    markdown: 'Which?',
    weight: 1,
    options: [],
    unit: null,
  };
  const key = { right: { kind: 'texts' as const, texts: ['this'] }, explanation: null };
  await publish(
    database.db,
    aLab('test/one', {
      title: 'One of “many”',
      tasks: [
        aTask('one'),
        { ...plain('quiz', 2), kind: 'quiz', questions: [question], key: { q1: key } },
        {
          ...plain('why', 4),
          kind: 'written',
          review: 'mentor',
          template: '',
          minWords: 0,
          rubric: [criterion],
        },
      ],
    }),
  );
  await publishPath(database.db, 'beginner', [aLabItem('test/one', { pass: 0.7 })]);
  await database.db
    .insert(pathAssignment)
    .values({ pathId: 'beginner', teamId, startsOn: '2026-11-01', assignedAt: startedAt });
});
afterEach(() => database.close());

async function exported(query: StatementQuery = {}, as = manager): Promise<XapiStatement[]> {
  const statements: unknown[] = [];
  for await (const page of await exportStatements(world.ctx, as, teamId, query)) statements.push(...page);
  return statements.map((one) => XapiStatement.parse(JSON.parse(JSON.stringify(one))));
}

const words = (statements: readonly XapiStatement[]) =>
  statements.map(({ verb, object }) => [verb.display.en, new URL(object.id).pathname]);

/** A whole attempt: an environment, a task passed, a question answered, work reviewed a day later. */
async function aWholeAttempt(score: number): Promise<string> {
  const id = await anAttemptRow(database.db, {
    personId: lena,
    slug: 'test/one',
    score,
    startedAt,
    finishedAt,
  });
  await database.db
    .update(attempt)
    .set({ readyAt: at('08:00:10') })
    .where(eq(attempt.id, id));
  const passes = ['one-a', 'one-b'].map((checkId, index) => ({
    attemptId: id,
    taskId: 'one',
    checkId,
    passedAt: at(`08:3${index}:00`),
  }));
  await database.db.insert(taskCheck).values(passes);
  const answer = { taskId: 'quiz', questionId: 'q1', given: ['that'], right: false, at: at('09:00:00') };
  await database.db.insert(quizAnswer).values({ attemptId: id, ...answer });
  await database.db.insert(submission).values({
    attemptId: id,
    taskId: 'why',
    version: 1,
    text: 'Because.',
    handedInAt: at('09:30:00'),
    state: 'reviewed',
    points: 3,
    reviewedAt: at('12:00:00'),
  });
  const facts = { topology: 'pair', spec: {}, publicKey: '', sealedPrivateKey: '' };
  const [made] = await database.db
    .insert(environment)
    .values({ ...facts, state: 'destroyed' })
    .returning({ id: environment.id });
  const environmentId = made?.id ?? '';
  await database.db.insert(environmentOfAttempt).values({ attemptId: id, environmentId });
  const edge = { environmentId, kind: 'state', actor: 'system' } as const;
  await database.db.insert(environmentEvent).values([
    { ...edge, fromState: 'ready', toState: 'paused', at: at('09:00:10'), durationMs: 3_600_000 },
    { ...edge, fromState: 'paused', toState: 'ready', at: at('09:30:00'), durationMs: 1_790_000 },
    // It lived on for a while after the attempt ended.
    { ...edge, fromState: 'ready', toState: 'destroying', at: at('10:20:00'), durationMs: 3_000_000 },
  ]);
  return id;
}

it('tells an attempt in the words of ADL, by the rules of xAPI', async () => {
  const id = await aWholeAttempt(9);
  const statements = await exported();
  const lab = '/labs/test/one';
  expect(words(statements)).toEqual([
    ['launched', lab],
    ['initialized', lab],
    ['passed', `${lab}/tasks/one`],
    ['answered', `${lab}/tasks/quiz/questions/q1`],
    ['completed', lab],
    ['scored', `${lab}/tasks/why`],
    ['passed', lab],
  ]);
  expect(statements.map(({ timestamp }) => timestamp.slice(11, 19))).toEqual([
    '08:00:00',
    '08:00:10',
    '08:31:00',
    '09:00:00',
    '10:00:00',
    '12:00:00',
    '12:00:00',
  ]);
  const [launched, , , answered, completed, scored, passed] = statements;
  // By an account, without name and address; the lab by the page that it has.
  expect(launched).toMatchObject({
    actor: { account: { homePage: 'http://localhost:7800/', name: lena } },
    verb: { id: 'http://adlnet.gov/expapi/verbs/launched' },
    object: { id: 'http://localhost:7800/labs/test/one', definition: { name: { en: 'One of “many”' } } },
    context: { registration: id, platform: 'Springboard', team: { account: { name: `team:${teamId}` } } },
  });
  expect(JSON.stringify(statements)).not.toMatch(/Lena|example\.org/);
  expect(answered).toMatchObject({ result: { success: false } });
  // An hour and half an hour: neither the pause nor what came after the end.
  expect(completed?.result).toEqual({ completion: true, duration: 'PT5400.00S' });
  expect(scored?.result?.score).toEqual({ scaled: 0.75, raw: 3, min: 0, max: 4 });
  expect(passed).toMatchObject({
    result: { success: true, score: { scaled: 0.9, raw: 9, min: 0, max: 10 } },
    context: { contextActivities: { grouping: [{ id: 'http://localhost:7800/paths/beginner' }] } },
  });
});

it('says the same with the same ids each time, and something else with other ones', async () => {
  const id = await aWholeAttempt(9);
  const before = await exported();
  expect(new Set(before.map((one) => one.id)).size).toBe(before.length);
  world.clock.move(86_400_000);
  expect(await exported()).toEqual(before);
  await database.db.update(attempt).set({ score: 6 }).where(eq(attempt.id, id));
  const after = await exported();
  expect(words(after).at(-1)).toEqual(['failed', '/labs/test/one']);
  expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  expect(after.at(-1)?.id).not.toBe(before.at(-1)?.id);
});

it('judges nothing while work waits, where no path asks, and of what was given up', async () => {
  const id = await aWholeAttempt(9);
  await database.db.update(submission).set({ state: 'handed_in', reviewedAt: null });
  expect(
    words(await exported())
      .map(([word]) => word)
      .slice(-2),
  ).toEqual(['answered', 'completed']);
  await database.db.delete(submission);
  await database.db.update(pathAssignment).set({ endedAt: finishedAt });
  expect(
    words(await exported())
      .map(([word]) => word)
      .slice(-2),
  ).toEqual(['completed', 'scored']);
  await database.db.update(attempt).set({ state: 'abandoned', score: null }).where(eq(attempt.id, id));
  const given = await exported();
  expect(given.at(-1)).toMatchObject({
    verb: { display: { en: 'terminated' } },
    result: { completion: false },
  });
  await database.db.update(attempt).set({ preview: true });
  expect(await exported()).toEqual([]);
});

it('holds what happened in the time that is asked for, and goes on over pages', async () => {
  await aWholeAttempt(9);
  const query = { since: at('09:00:00').toISOString(), until: at('12:00:00').toISOString() };
  expect(words(await exported(query)).map(([word]) => word)).toEqual(['answered', 'completed']);
  expect(words(await exported({ since: at('11:00:00').toISOString() })).map(([word]) => word)).toEqual([
    'scored',
    'passed',
  ]);
  await database.db.delete(attempt);
  const mia = (await aPerson(database.db, { teamId })).id;
  for (let number = 1; number <= 205; number++)
    await anAttemptRow(database.db, {
      personId: mia,
      slug: 'test/one',
      number,
      startedAt,
      finishedAt,
      score: 1,
    });
  const registrations = (await exported()).map(({ context }) => context?.registration);
  expect(registrations).toHaveLength(3 * 205);
  expect(new Set(registrations).size).toBe(205);
});

it('is for those who see the team, and is recorded', async () => {
  await aWholeAttempt(9);
  const other = await anActor(database.db, ['manager']);
  await expect(exported({}, other)).rejects.toMatchObject({ code: 'not-found' });
  await expect(exported({}, await anActor(database.db))).rejects.toMatchObject({ code: 'forbidden' });
  await exported({ since: at('09:00:00').toISOString() });
  const [line] = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id));
  expect(line).toMatchObject({
    action: 'team.export',
    actor: manager.personId,
    subjectId: teamId,
    detail: { as: 'xapi', since: at('09:00:00').toISOString() },
  });
});
