import type { Actor } from '@springboard/contracts/actor.ts';
import type { StartLabTest } from '@springboard/contracts/lab-tests.ts';
import { findEnvironment } from '@springboard/db/repositories/environments.ts';
import { findLabTest } from '@springboard/db/repositories/lab-tests.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { outbox } from '@springboard/db/schema/platform.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { FakeDriver } from '@springboard/environments/fake-driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAttempt } from '../attempts.ts';
import { lookAround } from '../environments/admission/seen.ts';
import { reconcile } from '../environments/reconcile.ts';
import { destroyEnvironmentAsOperator } from '../fleet/manage.ts';
import { aLab, anActor, aTask, aWorld, notYet, pass, publish, type World } from '../testing/fixtures.ts';
import { never, runEnvironmentJobs } from '../testing/steps.ts';
import { advanceLabTest } from './advance.ts';
import { keptForMs } from './end.ts';
import { cancelTest, getStepLog, getTest, listTests, releaseKept } from './manage.ts';
import { junitReport } from './report.ts';
import { startLabTest } from './start.ts';

let database: TestDatabase;
let world: World;
let author: Actor;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  author = await anActor(database.db, ['author']);
  await publish(database.db, lab());
  solveBy('SECRET-SOLUTION');
});
afterEach(() => database.close());

/** One task of one check, with a wrong fixture. */
function lab(slug = 'test/lab') {
  const script = (text: string) => ({ on: null, interpreter: 'bash' as const, script: text });
  const one = aTask('one', { wrong: [{ name: 'half', ...script('half') }] });
  return aLab(slug, { tasks: [{ ...one, checks: one.checks.slice(0, 1) }] });
}

/** The lab's check passes from this script on, until the nodes are put back. */
function solveBy(...scripts: string[]): void {
  let solved = false;
  const { answers, driver } = world;
  answers.set('one-a', () => (solved ? pass : notYet('It is not there.')));
  for (const script of ['setup', 'half', 'SECRET-SOLUTION'])
    answers.set(script, () => {
      solved ||= scripts.includes(script);
      return { exitCode: 0, stdout: `${script} ran\n` };
    });
  const { apply, rewind } = FakeDriver.prototype;
  driver.apply = (...args) => {
    solved = false;
    return apply.apply(driver, args);
  };
  driver.rewind = (...args) => {
    solved = false;
    return rewind.apply(driver, args);
  };
}

const start = (more: Partial<StartLabTest> = {}) =>
  startLabTest(world.ctx, author, { lab: 'test/lab', seed: 's', keep: false, ...more });
const look = (id: string) => getTest(world.ctx, author, id);

/** Does the work that waits for a test's environment and the test itself, until there is none. */
async function settle(id: string): Promise<void> {
  for (let before = ''; ; ) {
    await advanceLabTest(world.ctx, id, never);
    await runEnvironmentJobs(world);
    const { state } = await look(id);
    const of = await findLabTest(world.ctx.db, id);
    const now = `${state} ${of?.environmentId} ${of?.environmentId && (await stateOf(of.environmentId))}`;
    if (now === before) return;
    before = now;
  }
}

async function stateOf(environmentId: string): Promise<string | undefined> {
  return (await findEnvironment(world.ctx.db, environmentId))?.state;
}
async function environmentsByState(): Promise<string[]> {
  return (await world.ctx.db.select().from(environment)).map(({ state }) => state);
}

describe('a contract test on the platform', () => {
  it('goes from its place in the queue through an environment of its own to its report', async () => {
    const { id, state, now } = await start();
    expect([state, now?.text]).toEqual(['queued', 'It waits until other tests are over.']);
    await advanceLabTest(world.ctx, id, never);
    expect(await look(id)).toMatchObject({ state: 'queued', now: { step: 'queue' } });
    await settle(id);
    const view = await look(id);
    expect(view).toMatchObject({ state: 'passed', reason: null, now: null, seed: 's', source: 'published' });
    expect(view.steps.map(({ seed, task, step, ok }) => `${seed} ${task} ${step} ${ok}`)).toEqual(
      ['s', 's-again'].flatMap((seed, index) => [
        index === 0 ? 's null save point true' : 's-again null reset true',
        `${seed} null setup true`,
        `${seed} one save point true`,
        `${seed} one untouched true`,
        `${seed} one wrong/half true`,
        `${seed} one after wrong/half true`,
        `${seed} one rewind true`,
        `${seed} one solve true`,
        `${seed} one solved true`,
      ]),
    );
    expect((await getStepLog(world.ctx, author, id, 2)).log).toBe('setup ran');
    expect(await junitReport(world.ctx, author, id)).toContain(
      '<testsuite name="test/lab" tests="18" failures="0" errors="0"',
    );
    expect(await environmentsByState()).toEqual(['destroyed']);
  });

  it('says what a person has to mend, and keeps the environment for a while when asked', async () => {
    solveBy('half', 'SECRET-SOLUTION');
    const { id } = await start({ keep: true });
    await settle(id);
    const view = await look(id);
    expect(view.state).toBe('failed');
    expect(view.steps.flatMap(({ findings }) => findings.map(({ what }) => what))).toEqual([
      'Task one passes after wrong/half, which is a wrong solution.',
    ]);
    const kept = view.kept;
    expect(kept?.shells).toContain(`fake-shell ${kept?.environmentId} host1`);
    await reconcile(world.ctx);
    expect(await environmentsByState()).toEqual(['ready']);
    world.clock.move(keptForMs + 1_000);
    await reconcile(world.ctx);
    await runEnvironmentJobs(world);
    expect(await environmentsByState()).toEqual(['destroyed']);
    expect((await look(id)).kept).toBeNull();
  });

  it('lets a kept environment go when its author has seen enough', async () => {
    solveBy('half', 'SECRET-SOLUTION');
    const { id } = await start({ keep: true });
    await settle(id);
    expect((await releaseKept(world.ctx, author, id)).kept).toBeNull();
    await runEnvironmentJobs(world);
    expect(await environmentsByState()).toEqual(['destroyed']);
  });

  it('tests so many at once, the others in their order', async () => {
    const [first, second] = [await start(), await start()];
    await advanceLabTest(world.ctx, second.id, never);
    await advanceLabTest(world.ctx, first.id, never);
    await advanceLabTest(world.ctx, second.id, never);
    expect(await environmentsByState()).toEqual(['queued']);
    await settle(first.id);
    expect((await look(second.id)).state).toBe('queued');
    await settle(second.id);
    expect((await look(second.id)).state).toBe('passed');
  });

  it('waits behind every learner, however long it has been waiting', async () => {
    const { id } = await start();
    await advanceLabTest(world.ctx, id, never);
    const learner = await anActor(database.db);
    await startAttempt(world.ctx, learner, { lab: 'test/lab' });
    const { state } = await lookAround(world.ctx);
    const of = await findLabTest(world.ctx.db, id);
    expect(state.waiting.map((one) => one.id === of?.environmentId)).toEqual([false, true]);
  });

  it('is cancelled at any time: the environment goes, and the record says who did it', async () => {
    const { id } = await start();
    await advanceLabTest(world.ctx, id, never);
    await runEnvironmentJobs(world);
    const hold = world.driver.controls.hang('exec');
    const running = advanceLabTest(world.ctx, id, never);
    await hold.reached;
    expect((await look(id)).state).toBe('running');
    const cancelled = await cancelTest(world.ctx, author, id);
    expect(cancelled).toMatchObject({
      state: 'broken_off',
      reason: expect.stringMatching(/ cancelled it\.$/),
    });
    await running;
    world.driver.controls.heal();
    await runEnvironmentJobs(world);
    expect(await environmentsByState()).toEqual(['destroyed']);
    expect(await look(id)).toMatchObject({ state: 'broken_off', now: null });
    await expect(cancelTest(world.ctx, author, id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is begun anew in a fresh environment after its worker was killed, and given up when that repeats', async () => {
    const { id } = await start();
    const environments: (string | null | undefined)[] = [];
    for (let killed = 0; killed < 3; killed += 1) {
      await advanceLabTest(world.ctx, id, never);
      await runEnvironmentJobs(world);
      environments.push((await findLabTest(world.ctx.db, id))?.environmentId);
      const stop = new AbortController();
      const hold = world.driver.controls.hang('exec', 1);
      const running = advanceLabTest(world.ctx, id, stop.signal);
      await hold.reached;
      stop.abort(new Error('The worker ends.'));
      await expect(running).rejects.toThrow('The worker ends.');
      expect((await look(id)).state).toBe('running');
      world.driver.controls.heal();
      await advanceLabTest(world.ctx, id, never);
    }
    expect(new Set(environments).size).toBe(3);
    expect(await look(id)).toMatchObject({ state: 'broken_off', reason: expect.stringContaining('3 times') });
    await runEnvironmentJobs(world);
    expect(await environmentsByState()).toEqual(['destroyed', 'destroyed', 'destroyed']);
  });

  it('is woken by the reconciler when nobody is at it', async () => {
    const { id } = await start();
    await database.db.delete(outbox);
    await reconcile(world.ctx);
    const jobs = await database.db.select().from(outbox).where(eq(outbox.job, 'lab.test'));
    expect(jobs.map(({ payload }) => payload)).toEqual([{ labTestId: id }]);
  });

  it('is broken off, and says nothing about the lab, when its environment fails, is taken away or is lost', async () => {
    world.driver.controls.fail('boot', new DriverError('refused', 'no way'));
    const failed = await start();
    await settle(failed.id);
    expect(await look(failed.id)).toMatchObject({ state: 'broken_off', steps: [] });
    world.driver.controls.heal();

    const taken = await start();
    await advanceLabTest(world.ctx, taken.id, never);
    await runEnvironmentJobs(world);
    const hold = world.driver.controls.hang('exec');
    const running = advanceLabTest(world.ctx, taken.id, never);
    await hold.reached;
    const of = await findLabTest(world.ctx.db, taken.id);
    const operator = await anActor(database.db, ['operator']);
    await destroyEnvironmentAsOperator(world.ctx, operator, of?.environmentId ?? '');
    await running;
    world.driver.controls.heal();
    expect((await look(taken.id)).reason).toContain('somebody took it down');

    const broken = await start();
    await advanceLabTest(world.ctx, broken.id, never);
    await runEnvironmentJobs(world);
    world.driver.controls.fail('save', new DriverError('refused', 'the disk is broken'));
    await settle(broken.id);
    const view = await look(broken.id);
    expect(view).toMatchObject({
      state: 'broken_off',
      reason: expect.stringContaining('the disk is broken'),
    });
  });

  it('is ended when it takes too long', async () => {
    const { id } = await start();
    await advanceLabTest(world.ctx, id, never);
    await runEnvironmentJobs(world);
    world.driver.controls.hang('exec');
    await advanceLabTest(world.ctx, id, never, { limitMs: 50 });
    expect(await look(id)).toMatchObject({ state: 'failed', reason: expect.stringContaining('took longer') });
  });
});

describe('the files of somebody who works on a lab', () => {
  const files = {
    'lab.yaml': [
      'title: A lab of files',
      'summary: For a test',
      'level: beginner',
      'minutes: 10',
      'skills: [some-skill]',
      'environment: pair',
      'tasks: [one]',
      '',
    ].join('\n'),
    'intro.md': 'Welcome.\n',
    'tasks/one/task.md': '---\ntitle: One\npoints: 10\n---\nDo it.\n',
    'tasks/one/check.sh': 'one-a',
    'tasks/one/solve.sh': 'SECRET-SOLUTION',
  };
  const post = (changes: Record<string, string> = {}) =>
    start({
      lab: 'test/new',
      files: Object.entries({ ...files, ...changes }).map(([path, content]) => ({
        path,
        content,
        encoding: 'utf8' as const,
      })),
    });

  it('are tested as they are, and never published', async () => {
    const { id, source, commit } = await post();
    expect([source, commit]).toEqual(['files', null]);
    await settle(id);
    expect(await look(id)).toMatchObject({ lab: 'test/new', title: 'A lab of files', state: 'passed' });
    const learner = await anActor(database.db);
    await expect(startAttempt(world.ctx, learner, { lab: 'test/new' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it.each([
    [
      'a misspelt key',
      { 'lab.yaml': files['lab.yaml'].replace('level', 'levle') },
      /^test\/new\/lab\.yaml:3:1$/,
    ],
    [
      'a node that is not there',
      { 'tasks/one/task.md': '---\ntitle: One\npoints: 10\non: nowhere\n---\nDo.\n' },
      /^test\/new\/tasks\/one\/task\.md:4:/,
    ],
  ])('with %s are refused, with the place', async (_, changes, place) => {
    await expect(post(changes)).rejects.toMatchObject({
      code: 'invalid-input',
      errors: expect.arrayContaining([{ path: expect.stringMatching(place), message: expect.any(String) }]),
    });
    expect(await listTests(world.ctx, author, { lab: 'test/new', limit: 10 })).toEqual([]);
  });

  it('for an environment that is not here are refused by its name', async () => {
    const elsewhere = files['lab.yaml'].replace('environment: pair', 'environment: moon');
    await expect(post({ 'lab.yaml': elsewhere })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('This installation has no environment "moon".'),
      errors: [{ path: 'test/new/lab.yaml:6:14', message: expect.stringContaining('There is pair.') }],
    });
  });
});

describe('who may', () => {
  it.each(['learner', 'mentor', 'manager', 'operator'] as const)('a %s may not', async (role) => {
    const someone = await anActor(database.db, [role]);
    const { id } = await start();
    const input = { lab: 'test/lab', keep: false };
    await expect(startLabTest(world.ctx, someone, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getTest(world.ctx, someone, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(cancelTest(world.ctx, someone, id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a token of an author needs the scope', async () => {
    const narrow = { ...author, scopes: ['lab.read' as const], via: 'api-token' as const };
    await expect(startLabTest(world.ctx, narrow, { lab: 'test/lab', keep: false })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const wide = { ...narrow, scopes: ['lab.test' as const] };
    expect(await startLabTest(world.ctx, wide, { lab: 'test/lab', keep: false })).toMatchObject({
      state: 'queued',
    });
  });
});
