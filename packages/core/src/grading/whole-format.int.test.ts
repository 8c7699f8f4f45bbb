import { setTimeout as sleep } from 'node:timers/promises';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { attempt, invariantBreach } from '@springboard/db/schema/attempts.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHint } from '../attempts/hints.ts';
import { pauseEnvironment } from '../attempts/pauses.ts';
import { answerQuiz } from '../attempts/quiz.ts';
import { finishAttempt, requestCheck, resetEnvironment } from '../attempts.ts';
import { reconcile } from '../environments/reconcile.ts';
import { exportGrades } from '../grades.ts';
import {
  aCheck,
  aLab,
  anActor,
  aTask,
  aWorld,
  notYet,
  pass,
  takeJobs,
  type World,
} from '../testing/fixtures.ts';
import {
  aRunningAttempt,
  aStartedAttempt,
  grade,
  look,
  never,
  runChangeJobs,
  runEnvironmentJobs,
} from '../testing/steps.ts';
import { claimRunOf, noteActivity, scheduleAfterRun } from './schedule.ts';
import { watchInvariants } from './watch.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const script = (text: string) => ({ on: null, interpreter: 'bash' as const, script: text });
const quiz: TaskDefinition = {
  kind: 'quiz',
  id: 'quiz',
  title: 'Questions',
  points: 8,
  markdown: 'Answer.',
  runbook: null,
  hints: [],
  arrange: null,
  solve: null,
  wrong: [],
  checks: [],
  questions: [
    {
      id: 'q1',
      kind: 'one',
      markdown: 'Which on {{ pool }}?',
      weight: 1,
      options: ['{{ pool }}', 'SECRET-b'],
      unit: null,
    },
    { id: 'q2', kind: 'number', markdown: 'How many?', weight: 3, options: [], unit: 'GiB' },
  ],
  key: {
    q1: { right: { kind: 'options', indices: [0] }, explanation: 'SECRET-why {{ pool }}' },
    q2: { right: { kind: 'number', value: 41.5, tolerance: 0.5 }, explanation: null },
  },
};

describe('a quiz', () => {
  const lab = aLab('test/quiz', { tasks: [quiz, aTask('one', { arrange: script('arrange-one') })] });

  it('shows what is right once it has been answered, and never before', async () => {
    const { actor, id, view } = await aRunningAttempt(world, lab);
    const pool = String(view.tasks[0]?.questions[0]?.options[0]);
    expect(pool).toMatch(/^p-/);
    expect(JSON.stringify(view.tasks)).not.toMatch(/SECRET-why|41\.5/);
    expect(view.tasks.map(({ status }) => status)).toEqual(['current', 'locked']);

    const answered = await answerQuiz(world.ctx, actor, id, 'quiz', {
      answers: { q1: ['SECRET-b'], q2: ['41,2'] },
    });
    expect(answered.tasks[0]).toMatchObject({
      status: 'passed',
      scoring: { share: 0.75, won: 6, score: 6 },
      questions: [
        { answer: { given: ['SECRET-b'], right: false, solution: [pool] } },
        { answer: { given: ['41,2'], right: true, solution: ['41.5 ± 0.5'], explanation: null } },
      ],
    });
    expect(JSON.stringify(answered.tasks[0]?.questions[0]?.answer?.explanation)).toContain(
      `SECRET-why ${pool}`,
    );
    expect(answered.score).toBe(6);
  });

  it('makes the next task ready, fault and checks', async () => {
    world.answers.set('arrange-one', pass).set('one-a', notYet('not so')).set('one-b', pass);
    const { actor, id, view } = await aRunningAttempt(world, lab);
    await takeJobs(database.db);
    const option = view.tasks[0]?.questions[0]?.options[0] ?? '';
    await answerQuiz(world.ctx, actor, id, 'quiz', { answers: { q1: [option], q2: ['41.5'] } });
    expect((await takeJobs(database.db)).map(({ job }) => job)).toContain('attempt.grade');
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]).toMatchObject({
      status: 'current',
      checks: [{ status: 'not_yet', message: 'not so' }, { status: 'pass' }],
    });
  });

  it('makes the next task ready also when it was answered while its own fault was being made', async () => {
    const asked = aLab('test/early', {
      tasks: [{ ...quiz, arrange: script('arrange-quiz') }, aTask('one', { arrange: script('arrange-one') })],
    });
    const { actor, id } = await aStartedAttempt(world, asked);
    world.answers.set('arrange-quiz', async () => {
      await answerQuiz(world.ctx, actor, id, 'quiz', { answers: { q1: ['SECRET-b'], q2: ['1'] } });
      return pass;
    });
    await runEnvironmentJobs(world);
    expect((await look(world, actor, id)).tasks[1]?.status).toBe('preparing');
    expect((await takeJobs(database.db)).map(({ job }) => job)).toContain('attempt.grade');
    world.answers.set('arrange-one', pass).set('one-a', notYet('no')).set('one-b', notYet('no'));
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]?.status).toBe('current');
  });

  it.each<[string, Record<string, string[]>, RegExp]>([
    ['a question without an answer', { q2: ['1'] }, /Question 1: it has no answer\. Nothing was handed in/],
    ['an empty answer', { q1: ['SECRET-b'], q2: [' '] }, /Question 2: it has no answer/],
    ['an option that is none', { q1: ['c'], q2: ['1'] }, /“c” is not one of its options/],
    ['two answers where there is one', { q1: ['SECRET-b', 'c'], q2: ['1'] }, /takes one answer/],
    ['a number that is none', { q1: ['SECRET-b'], q2: ['many'] }, /“many” is not a number/],
    ['a question that is none', { q1: ['SECRET-b'], q2: ['1'], q3: ['x'] }, /no question q3/],
  ])('refuses %s', async (_what, answers, detail) => {
    const { actor, id } = await aRunningAttempt(world, lab);
    await expect(answerQuiz(world.ctx, actor, id, 'quiz', { answers })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(detail),
    });
    expect((await look(world, actor, id)).tasks[0]?.status).toBe('current');
  });

  it('is answered once, in its turn, and by its learner only', async () => {
    const { actor, id } = await aRunningAttempt(world, lab);
    const answers = { q1: ['SECRET-b'], q2: ['1'] };
    await expect(
      answerQuiz(world.ctx, await anActor(database.db), id, 'quiz', { answers }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await answerQuiz(world.ctx, actor, id, 'quiz', { answers });
    await expect(answerQuiz(world.ctx, actor, id, 'quiz', { answers })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(answerQuiz(world.ctx, actor, id, 'one', { answers })).rejects.toMatchObject({
      code: 'not-found',
    });
    const later = await aRunningAttempt(world, aLab('test/later', { tasks: [aTask('one'), quiz] }));
    await expect(answerQuiz(world.ctx, later.actor, later.id, 'quiz', { answers })).rejects.toMatchObject({
      code: 'conflict',
      title: 'This task comes later',
    });
  });
});

describe('a check that has to hold', () => {
  const lab = aLab('test/hold', {
    tasks: [aTask('one', { checks: [aCheck('one-a', { hold: true }), aCheck('one-b')] })],
  });
  const passed = async () => {
    world.answers.set('one-a', pass).set('one-b', pass);
    const started = await aRunningAttempt(world, lab);
    await grade(world, started.id);
    expect((await look(world, started.actor, started.id)).score).toBe(10);
    return started;
  };

  it.each([
    ['is scored when it is still true at the finish', pass, 10, true],
    ['is not scored when it is not', notYet('gone again'), 5, false],
    ['counts when nobody can say', { exitCode: 75, stdout: 'no monitor' }, 10, null],
    ['counts when it is broken itself', { exitCode: 3 }, 10, null],
  ])('%s', async (_what, answer, score, held) => {
    const { actor, id } = await passed();
    world.answers.set('one-a', answer).set('one-b', notYet('does not have to hold'));
    const finished = await finishAttempt(world.ctx, actor, id);
    expect(finished).toMatchObject({ state: 'finished', score });
    expect(finished.tasks[0]?.checks).toMatchObject([
      { hold: true, held },
      { hold: false, held: null },
    ]);
    expect(finished.tasks[0]?.scoring.score).toBe(score);
  });

  it('asks for what was done in the present environment only: a fresh one has nothing of it', async () => {
    const { actor, id } = await passed();
    await resetEnvironment(world.ctx, actor, id);
    await runEnvironmentJobs(world);
    world.answers.set('one-a', notYet('a fresh machine'));
    const finished = await finishAttempt(world.ctx, actor, id);
    expect(finished).toMatchObject({ state: 'finished', score: 10 });
    expect(finished.tasks[0]?.checks[0]).toMatchObject({ held: null });
  });

  it('is not asked when the environment ends and the attempt goes on', async () => {
    const { actor, id } = await passed();
    await pauseEnvironment(world.ctx, actor, id);
    await runChangeJobs(world);
    world.answers.set('one-a', notYet('gone again'));
    world.clock.move(73 * 3_600_000);
    await reconcile(world.ctx);
    expect(await look(world, actor, id)).toMatchObject({ state: 'active', score: 10 });
  });
});

describe('an invariant', () => {
  const invariant = { ...script('writes'), id: 'writes', title: 'Clients can write', timeoutMs: 5_000 };
  const lab = aLab('test/invariants', {
    tasks: [aTask('one')],
    invariants: [{ ...invariant, cost: 2, maxCost: 5, intervalMs: 10_000 }],
  });
  const watch = async (id: string, answer: Parameters<typeof world.answers.set>[1]) => {
    world.answers.set('writes', answer);
    world.clock.move(10_000);
    await watchInvariants(world.ctx, id, never);
  };

  it('is looked at during the whole attempt, and each breach costs once, up to its ceiling', async () => {
    world.answers.set('one-a', pass).set('one-b', pass);
    const { actor, id } = await aRunningAttempt(world, lab);
    await grade(world, id);
    await watch(id, pass);
    await watch(id, notYet('a write hung'));
    await watch(id, notYet('a write still hangs'));
    const breached = await look(world, actor, id);
    expect(breached).toMatchObject({
      score: 8,
      invariants: [{ costs: 2, breaches: [{ endedAt: null, text: 'a write hung' }] }],
    });
    await watch(id, { exitCode: 75, stdout: 'the grader has no network' });
    expect((await look(world, actor, id)).invariants[0]?.breaches[0]?.endedAt).toBeNull();
    await watch(id, pass);
    expect((await look(world, actor, id)).invariants[0]?.breaches[0]?.endedAt).not.toBeNull();
    for (let more = 0; more < 2; more += 1) {
      await watch(id, notYet('again'));
      await watch(id, pass);
    }
    const view = await look(world, actor, id);
    expect(view.invariants[0]).toMatchObject({ costs: 5, breaches: [{}, {}, {}] });
    expect(view.score).toBe(5);
  });

  it('is looked at again after its interval, also when the job was lost', async () => {
    const { id } = await aRunningAttempt(world, lab);
    await takeJobs(database.db);
    await watch(id, pass);
    const next = (await takeJobs(database.db)).find(({ job }) => job === 'attempt.watch');
    expect(next?.runAt.getTime()).toBe(world.clock.now.getTime() + 10_000);
    world.clock.move(2_000);
    await watchInvariants(world.ctx, id, never);
    expect((await takeJobs(database.db)).some(({ job }) => job === 'attempt.watch')).toBe(false);
    world.clock.move(60_000);
    await reconcile(world.ctx, never);
    expect((await takeJobs(database.db)).map(({ job }) => job)).toContain('attempt.watch');
  });

  it('is looked at once more at the finish', async () => {
    world.answers.set('one-a', pass).set('one-b', pass).set('writes', pass);
    const { actor, id } = await aRunningAttempt(world, lab);
    await grade(world, id);
    await watch(id, pass);
    world.answers.set('writes', notYet('taken away at the last moment'));
    expect(await finishAttempt(world.ctx, actor, id)).toMatchObject({ score: 8 });
    const rows = await database.db.select().from(invariantBreach).where(eq(invariantBreach.attemptId, id));
    expect(rows).toHaveLength(1);
  });
});

describe('a look that takes too long', () => {
  const invariant = { title: 'W', timeoutMs: 5_000, cost: 2, maxCost: null, intervalMs: 10_000 };
  const lab = aLab('test/slow', {
    tasks: [aTask('one')],
    invariants: [
      { ...script('writes'), id: 'writes', ...invariant },
      { ...script('hangs'), id: 'hangs', ...invariant },
    ],
  });

  it('keeps nothing back of what the others saw', async () => {
    const { actor, id } = await aRunningAttempt(world, lab);
    const stop = new AbortController();
    world.answers.set('writes', notYet('a write hung'));
    world.answers.set('hangs', async () => {
      // Everything else that has an answer has given it by then.
      await sleep(100);
      stop.abort(new Error('time is up'));
      return pass;
    });
    world.clock.move(10_000);
    await expect(watchInvariants(world.ctx, id, stop.signal)).rejects.toThrow('time is up');
    expect((await look(world, actor, id)).invariants).toMatchObject([{ costs: 2 }, { costs: 0 }]);
  });

  it('is waited for by the last one', async () => {
    const { id } = await aRunningAttempt(world, lab);
    world.clock.move(10_000);
    const last = withLock(database.db, `watch:${id}`, async () => {
      world.answers.set('writes', notYet('in the meantime'));
      const looking = watchInvariants(world.ctx, id, never, 'now');
      return { looking };
    });
    const held = await last;
    if (held.acquired) await held.value.looking;
    const rows = await database.db.select().from(invariantBreach).where(eq(invariantBreach.attemptId, id));
    expect(rows).toHaveLength(1);
  });
});

describe('what is asked for during a run', () => {
  it('stands after it, although nothing else would follow', async () => {
    const { id } = await aRunningAttempt(world, aLab('test/wish'));
    const next = async () =>
      (await database.db.select().from(attempt).where(eq(attempt.id, id)))[0]?.nextGradeAt;
    const run = async (meanwhile: () => Promise<void>) => {
      world.clock.move(5_000);
      const claim = await database.db.transaction((tx) => claimRunOf(world.ctx, tx, id, 'activity'));
      if (!claim) throw new Error('there was nothing to run');
      await meanwhile();
      await database.db.transaction((tx) => scheduleAfterRun(world.ctx, tx, id, claim, 'never'));
    };
    await run(() => database.db.transaction((tx) => noteActivity(world.ctx, tx, id, 'output-quiet')));
    expect(await next()).not.toBeNull();
    await run(async () => {});
    expect(await next()).toBeNull();
  });
});

describe('a computed hint', () => {
  const lab = aLab('test/hints', {
    tasks: [aTask('one', { hints: [{ cost: 3, markdown: 'Look:', script: script('odd') }] })],
  });

  it('says what it saw when it was opened, and costs what was said', async () => {
    world.answers.set('one-a', pass).set('one-b', notYet(''));
    world.answers.set('odd', { exitCode: 0, stdout: 'osd.2 is **down**, {{ not a parameter }} <script>\n' });
    const { actor, id } = await aRunningAttempt(world, lab);
    await grade(world, id);
    const view = await openHint(world.ctx, actor, id, 'one', 0);
    world.answers.set('odd', { exitCode: 0, stdout: 'osd.2 is up' });
    await openHint(world.ctx, actor, id, 'one', 0);
    const [hint] = (await look(world, actor, id)).tasks[0]?.hints ?? [];
    expect(hint).toMatchObject({ opened: true, computed: true, cost: 3 });
    const text = JSON.stringify(hint?.said);
    expect(text).toContain('"tagName":"strong"');
    expect(text).toContain('{{ not a parameter }}');
    expect(text).not.toMatch(/"tagName":"script"|is up/);
    expect(view.tasks[0]?.scoring).toMatchObject({ won: 5, hints: 3, score: 2 });
  });

  it.each([
    ['fails', { exitCode: 1, stderr: 'no such file' }],
    ['says nothing', { exitCode: 0, stdout: ' \n' }],
  ])('is not opened, and costs nothing, when its script %s', async (_what, answer) => {
    world.answers.set('odd', answer);
    const { actor, id } = await aRunningAttempt(world, lab);
    await expect(openHint(world.ctx, actor, id, 'one', 0)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('It was not opened, and nothing was taken off.'),
    });
    expect((await look(world, actor, id)).tasks[0]?.hints[0]).toMatchObject({ opened: false, said: null });
  });
});

describe('the export of grades', () => {
  it('has the numbers of the attempt’s page', async () => {
    const lab = aLab('test/export', {
      tasks: [quiz, aTask('one')],
      invariants: [
        {
          ...script('writes'),
          id: 'writes',
          title: 'W',
          cost: 1.5,
          maxCost: null,
          intervalMs: 10_000,
          timeoutMs: 5_000,
        },
      ],
    });
    world.answers.set('one-a', pass).set('one-b', notYet('no')).set('writes', notYet('no'));
    const { actor, id } = await aRunningAttempt(world, lab);
    await answerQuiz(world.ctx, actor, id, 'quiz', { answers: { q1: ['SECRET-b'], q2: ['41.5'] } });
    await grade(world, id);
    await requestCheck(world.ctx, actor, id, 'one');
    await openHint(world.ctx, actor, id, 'one', 0);
    world.clock.move(10_000);
    await watchInvariants(world.ctx, id, never);
    const page = await finishAttempt(world.ctx, actor, id);
    expect(page.score).toBe(7.5); // 6 for the quiz, 5 − 2 for the task, 1.5 for the breach.
    const mentor = await anActor(database.db, ['mentor']);
    const lines = await exportGrades(world.ctx, mentor);
    const mine = lines.filter((line) => line.attempt === id);
    expect(
      mine.map(({ item, kind, won, off, score, points }) => [item, kind, won, off, score, points]),
    ).toEqual([
      ['Questions', 'task', 6, 0, 6, 8],
      ['Task one', 'task', 5, 2, 3, 10],
      ['W', 'invariant', 0, 1.5, -1.5, 0],
      ['Score', 'sum', 11, 3.5, 7.5, 18],
    ]);
    expect(mine.at(-1)?.score).toBe(page.score);
    expect(page.tasks.map(({ scoring }) => scoring.score)).toEqual(
      mine.slice(0, 2).map(({ score }) => score),
    );
    expect((await exportGrades(world.ctx, actor)).map((line) => line.attempt)).toEqual(mine.map(() => id));
    expect(await exportGrades(world.ctx, await anActor(database.db))).toEqual([]);
  });
});
