import { createDatabase } from '@springboard/db/client.ts';
import { attempt, checkRun } from '@springboard/db/schema/attempts.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openHint } from '../attempts/hints.ts';
import { createSavePoint } from '../attempts/save-points.ts';
import { finishAttempt, requestCheck, resetEnvironment } from '../attempts.ts';
import { provisionEnvironment } from '../environments/provision.ts';
import { reconcile } from '../environments/reconcile.ts';
import { noteTerminalActivity } from '../terminals.ts';
import { aCheck, aLab, aTask, aWorld, notYet, pass, takeJobs, type World } from '../testing/fixtures.ts';
import {
  admitNow,
  aRunningAttempt,
  aStartedAttempt,
  environmentOf,
  grade,
  look,
  never,
  runEnvironmentJobs,
} from '../testing/steps.ts';
import { gradeAttempt } from './grade-attempt.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  for (const check of ['one-a', 'one-b', 'two-a', 'two-b'])
    world.answers.set(check, notYet(`${check} is not so`));
});
afterEach(() => database.close());

const runsOf = (id: string) =>
  database.db.select().from(checkRun).where(eq(checkRun.attemptId, id)).orderBy(checkRun.id);
const rowOf = async (id: string) => {
  const [row] = await database.db.select().from(attempt).where(eq(attempt.id, id));
  if (!row) throw new Error('no attempt');
  return row;
};
/** Texts of the scripts that ran, in order. */
const ran = () => world.driver.calls.filter((call) => call.startsWith('exec'));

describe('a run of checks', () => {
  it('passes nothing when nothing was done, and says what is missing', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await grade(world, id);
    const view = await look(world, actor, id);
    expect(view.tasks.map((task) => task.status)).toEqual(['current', 'locked']);
    expect(view.tasks[0]?.checks).toMatchObject([
      { status: 'not_yet', passed: false, message: 'one-a is not so' },
      { status: 'not_yet', passed: false, message: 'one-b is not so' },
    ]);
    expect(view.tasks[1]?.checks.map((check) => check.status)).toEqual(['waiting', 'waiting']);
    expect(view.score).toBe(0);
  });

  it('keeps what has passed and does not run it again', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers.set('one-a', pass);
    await grade(world, id);
    world.answers.set('one-a', notYet('broken again'));
    world.clock.move(5_000);
    await grade(world, id);
    const [task] = (await look(world, actor, id)).tasks;
    expect(task?.checks[0]).toMatchObject({ status: 'pass', passed: true });
    expect(task?.score).toBe(5);
    expect((await runsOf(id)).map((run) => `${run.checkId} ${run.verdict}`).toSorted()).toEqual([
      'one-a pass',
      'one-b not_yet',
      'one-b not_yet',
    ]);
  });

  it("makes the next task's fault when a task passes, once, and grades it in the same run", async () => {
    const { actor, id } = await aRunningAttempt(world);
    let arranged = 0;
    world.answers.set('arrange-two', () => {
      arranged += 1;
      return pass;
    });
    world.answers.set('one-a', pass).set('one-b', pass);
    await grade(world, id);
    const view = await look(world, actor, id);
    expect(view.tasks.map((task) => task.status)).toEqual(['passed', 'current']);
    expect(view.tasks[1]?.checks[0]?.message).toBe('two-a is not so');
    world.clock.move(5_000);
    await grade(world, id);
    expect(arranged).toBe(1);
    world.answers.set('two-a', pass).set('two-b', pass);
    world.clock.move(5_000);
    await grade(world, id);
    const done = await look(world, actor, id);
    expect(done.tasks.map((task) => task.status)).toEqual(['passed', 'passed']);
    expect(done).toMatchObject({ score: 20, maxScore: 20, state: 'active' });
    expect(done.outro).not.toBeNull();
  });

  it('counts neither a broken environment nor a broken check against anybody', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers.set('one-a', { exitCode: 75, stdout: 'the monitor does not answer' });
    world.answers.set('one-b', { exitCode: 2, stderr: 'syntax error' });
    await requestCheck(world.ctx, actor, id, 'one');
    await grade(world, id, 'asked');
    const [task] = (await look(world, actor, id)).tasks;
    expect(task?.checks.map((check) => check.status)).toEqual(['environment_broken', 'check_broken']);
    expect(task?.tries).toBe(0);
    expect(JSON.stringify(task)).not.toMatch(/syntax error|the monitor/);
    expect((await runsOf(id)).map((run) => run.authorText).join('\n')).toMatch(/syntax error/);
  });

  it('counts a try only when it was asked for and says not yet', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[0]?.tries).toBe(0);
    for (const expected of [1, 2]) {
      world.clock.move(5_000);
      await requestCheck(world.ctx, actor, id, 'one');
      await grade(world, id, 'asked');
      expect((await look(world, actor, id)).tasks[0]?.tries).toBe(expected);
    }
    expect((await runsOf(id)).map((run) => run.trigger)).toEqual([
      'activity',
      'activity',
      ...Array(4).fill('asked'),
    ]);
  });

  it('gives each verdict as it comes: a slow check holds nobody up', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const slow = Promise.withResolvers<typeof pass>();
    world.answers.set('one-a', pass).set('one-b', () => slow.promise);
    const running = grade(world, id, 'asked');
    await vi.waitFor(async () => {
      const [task] = (await look(world, actor, id)).tasks;
      expect(task?.checks.map((check) => check.status)).toEqual(['pass', 'running']);
    });
    slow.resolve(pass);
    await running;
    expect((await look(world, actor, id)).tasks[0]?.status).toBe('passed');
  });

  it('waits as long as the check allows when asked, and shows what for', async () => {
    const lab = aLab('test/settling', {
      tasks: [aTask('one', { checks: [aCheck('one-a', { withinMs: 30_000 })] })],
    });
    const { actor, id } = await aRunningAttempt(world, lab);
    const seen = Promise.withResolvers<void>();
    let looks = 0;
    world.answers.set('one-a', async () => {
      looks += 1;
      if (looks === 1) return notYet('waiting for 3 PGs');
      await seen.promise;
      return pass;
    });
    const running = grade(world, id, 'asked');
    await vi.waitFor(async () => {
      const check = (await look(world, actor, id)).tasks[0]?.checks[0];
      expect(check).toMatchObject({ status: 'running', message: 'waiting for 3 PGs' });
    });
    seen.resolve();
    await running;
    expect((await look(world, actor, id)).tasks[0]?.status).toBe('passed');
  });

  it('shows the next task as being prepared until its fault is made: saved, arranged, current, checked', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const arranging = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<typeof pass>();
    const seen: string[] = [];
    const statusOfTwo = async () => (await look(world, actor, id)).tasks[1]?.status;
    world.answers.set('one-a', pass).set('one-b', pass);
    let begun = false;
    world.answers.set('arrange-two', () => {
      begun = true;
      arranging.resolve();
      return goOn.promise;
    });
    world.answers.set('two-a', async () => {
      seen.push(`checked while ${await statusOfTwo()}`);
      return notYet('two-a is not so');
    });
    const saved = world.driver.controls.hang('snapshot', 1);
    const running = grade(world, id);
    await saved.reached;
    expect(await statusOfTwo()).toBe('preparing');
    expect(begun).toBe(false);
    saved.release();
    await arranging.promise;
    expect((await look(world, actor, id)).tasks.map((task) => task.status)).toEqual(['passed', 'preparing']);
    await expect(requestCheck(world.ctx, actor, id, 'two')).rejects.toMatchObject({
      code: 'conflict',
      title: 'This task is being prepared',
      remedy: expect.any(String),
    });
    await expect(createSavePoint(world.ctx, actor, id, { title: 'half' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(seen).toEqual([]);
    goOn.resolve(pass);
    await running;
    expect(await statusOfTwo()).toBe('current');
    expect(seen).toEqual(['checked while current']);
    await requestCheck(world.ctx, actor, id, 'two');
  });

  it('has the save point of the start made before the next fault, however soon a task passes', async () => {
    const started = await aStartedAttempt(world);
    await admitNow(world);
    const environmentId = environmentOf(started.view).id;
    await provisionEnvironment(world.ctx, environmentId, never, { retryPausesMs: [1] });
    world.answers.set('one-a', pass).set('one-b', pass);
    await gradeAttempt(world.ctx, started.id, 'activity', never);
    const view = await look(world, started.actor, started.id);
    expect([environmentOf(view).state, view.tasks[1]?.status]).toEqual(['saving', 'preparing']);
    await grade(world, started.id);
    expect((await look(world, started.actor, started.id)).tasks[1]?.status).toBe('current');
  });

  it('tries a fault again that could not be made, before it says so', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers.set('one-a', pass).set('one-b', pass);
    let tries = 0;
    world.answers.set('arrange-two', () => {
      tries += 1;
      return tries < 3 ? { exitCode: 1 } : pass;
    });
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]).toMatchObject({
      status: 'current',
      checks: [{ status: 'not_yet' }, { status: 'not_yet' }],
    });
    expect((await runsOf(id)).filter((run) => run.verdict === 'environment_broken')).toEqual([]);
  });

  it('says that the environment is broken while a fault cannot be made, and tries again', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers
      .set('one-a', pass)
      .set('one-b', pass)
      .set('arrange-two', { exitCode: 4, stdout: 'no such OSD' });
    await grade(world, id);
    const broken = await look(world, actor, id);
    expect(broken.tasks[1]?.checks.map((check) => check.status)).toEqual(Array(2).fill('environment_broken'));
    expect(JSON.stringify(broken)).not.toContain('no such OSD');
    // It says so and can be asked again, by a button that is not refused and by itself although nobody is there.
    expect(broken.tasks[1]?.status).toBe('current');
    await requestCheck(world.ctx, actor, id, 'two');
    world.clock.move(11 * 60_000);
    await grade(world, id, 'backoff');
    expect((await rowOf(id)).nextGradeAt).toEqual(new Date(world.clock.now.getTime() + 60_000));
    world.answers.set('arrange-two', pass);
    world.clock.move(60_000);
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[1]?.checks[0]?.status).toBe('not_yet');
  });

  it('counts for nothing when the environment was reset meanwhile', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const slow = Promise.withResolvers<typeof pass>();
    const begun = Promise.withResolvers<void>();
    world.answers.set('one-b', async () => {
      begun.resolve();
      return slow.promise;
    });
    const running = grade(world, id);
    await begun.promise;
    await resetEnvironment(world.ctx, actor, id);
    slow.resolve(pass);
    await running;
    const view = await look(world, actor, id);
    expect(view.tasks[0]?.checks[1]).toMatchObject({ passed: false });
    expect(view.tasks[0]?.checks.map((check) => check.status)).not.toContain('running');
  });

  it('counts for nothing when the environment is being taken down meanwhile', async () => {
    const { id } = await aRunningAttempt(world);
    const slow = Promise.withResolvers<{ exitCode: number }>();
    const begun = Promise.withResolvers<void>();
    world.answers.set('one-b', () => {
      begun.resolve();
      return slow.promise;
    });
    const running = grade(world, id);
    await begun.promise;
    const before = (await runsOf(id)).length;
    world.clock.move(4 * 3_600_000 + 1);
    await reconcile(world.ctx);
    slow.resolve({ exitCode: 2 });
    await running;
    expect((await runsOf(id)).slice(before).filter((run) => run.checkId === 'one-b')).toEqual([]);
  });

  it('says nothing while the engine is away, and goes on afterwards', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.driver.controls.fail('exec', new DriverError('unreachable', 'no socket'));
    await grade(world, id);
    expect((await look(world, actor, id)).tasks[0]?.checks[0]?.status).toBe('environment_broken');
    world.driver.controls.heal();
    world.answers.set('one-a', pass);
    world.clock.move(5_000);
    await grade(world, id, 'backoff');
    expect((await look(world, actor, id)).tasks[0]?.checks[0]?.status).toBe('pass');
  });
});

describe('after a reset', () => {
  it('shows nothing of what was seen in the environment before, but what passed', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers.set('one-a', pass).set('one-b', { exitCode: 2, stderr: 'cut off' });
    await requestCheck(world.ctx, actor, id, 'one');
    await grade(world, id, 'asked');
    expect((await look(world, actor, id)).tasks[0]?.checks[1]?.status).toBe('check_broken');
    await resetEnvironment(world.ctx, actor, id);
    expect((await look(world, actor, id)).tasks[0]?.checks).toMatchObject([
      { status: 'pass', passed: true },
      { status: 'waiting', passed: false, message: null, lastRunAt: null },
    ]);
  });

  it("keeps what passed and makes the current task's fault anew", async () => {
    const { actor, id } = await aRunningAttempt(world);
    let arranged = 0;
    world.answers.set('arrange-two', () => {
      arranged += 1;
      return pass;
    });
    world.answers.set('one-a', pass).set('one-b', pass);
    await grade(world, id);
    await resetEnvironment(world.ctx, actor, id);
    await runEnvironmentJobs(world);
    expect(arranged).toBe(2);
    world.clock.move(5_000);
    await grade(world, id);
    expect(arranged).toBe(2);
    expect((await look(world, actor, id)).tasks.map((task) => task.status)).toEqual(['passed', 'current']);
  });
});

describe('the schedule', () => {
  const pending = async () =>
    (await takeJobs(database.db))
      .filter((job) => job.job === 'attempt.grade')
      .map((job) => job.runAt.getTime());

  it('runs soon after activity, collapses more of it, and backs off', async () => {
    const { id } = await aRunningAttempt(world);
    await pending();
    await noteTerminalActivity(world.ctx, id, 'output-quiet');
    await noteTerminalActivity(world.ctx, id, 'output-quiet');
    await noteTerminalActivity(world.ctx, id, 'output-flowing');
    expect(await pending()).toEqual([world.clock.now.getTime()]);
    await grade(world, id);
    const first = ran().length;
    expect(await pending()).toEqual([world.clock.now.getTime() + 1_000]);
    // Wake-ups that come too early do nothing.
    await grade(world, id, 'backoff');
    expect(ran()).toHaveLength(first);
    world.clock.move(1_000);
    await grade(world, id, 'backoff');
    expect(ran().length).toBeGreaterThan(first);
    // Keystrokes bring the next run forward, output that only flows does so every two seconds at most.
    await pending();
    await noteTerminalActivity(world.ctx, id, 'output-flowing');
    expect(await pending()).toEqual([]);
    await noteTerminalActivity(world.ctx, id, 'output-quiet');
    expect(await pending()).toEqual([world.clock.now.getTime() + 700]);
  });

  it('runs every two seconds while the learner only watches', async () => {
    const { id } = await aRunningAttempt(world);
    await noteTerminalActivity(world.ctx, id, 'output-quiet');
    await grade(world, id);
    world.clock.move(120_000);
    await grade(world, id);
    await pending();
    const first = ran().length;
    const moments: number[] = [];
    const start = world.clock.now.getTime();
    for (let second = 1; second <= 20; second += 1) {
      world.clock.move(1_000);
      await noteTerminalActivity(world.ctx, id, 'output-flowing');
      const before = ran().length;
      await grade(world, id, 'backoff');
      if (ran().length > before) moments.push((world.clock.now.getTime() - start) / 1_000);
    }
    expect(moments).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(ran()).toHaveLength(first + 20);
  });

  it('ends ten minutes after the last activity', async () => {
    const { id } = await aRunningAttempt(world);
    await noteTerminalActivity(world.ctx, id, 'output-quiet');
    world.clock.move(11 * 60_000);
    await pending();
    await grade(world, id, 'backoff');
    expect(await pending()).toEqual([]);
    expect((await rowOf(id)).nextGradeAt).toBeNull();
  });

  it('runs once more right after a run in which it was triggered, and never two at once', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let atOnce = 0;
    let most = 0;
    world.answers.set('one-a', async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      begun.resolve();
      await goOn.promise;
      atOnce -= 1;
      return notYet('no');
    });
    const running = grade(world, id);
    await begun.promise;
    await pending();
    await requestCheck(world.ctx, actor, id, 'one');
    await pending();
    await Promise.all([grade(world, id, 'asked'), grade(world, id, 'activity')]);
    goOn.resolve();
    await running;
    const again = await takeJobs(database.db);
    expect(again.at(-1)?.payload).toMatchObject({ attemptId: id, trigger: 'asked' });
    await grade(world, id, 'asked');
    expect(most).toBe(1);
    expect((await look(world, actor, id)).tasks[0]?.tries).toBe(1);
  });

  it('is taken up again when a run died in the midst of a check', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await noteTerminalActivity(world.ctx, id, 'output-quiet');
    const crash = new AbortController();
    const hold = world.driver.controls.hang('exec', 2);
    const dying = gradeAttempt({ ...world.ctx, enqueue: async () => {} }, id, 'activity', crash.signal);
    await hold.reached;
    crash.abort(new Error('the worker died'));
    await expect(dying).rejects.toThrow('the worker died');
    await pending();
    world.answers.set('one-a', pass);
    world.clock.move(40_000);
    await reconcile(world.ctx);
    expect(await pending()).toHaveLength(1);
    await grade(world, id, 'backoff');
    expect((await look(world, actor, id)).tasks[0]?.checks[0]?.passed).toBe(true);
  });
});

describe('finish', () => {
  it('looks one last time, and its score is what passed less hints', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await openHint(world.ctx, actor, id, 'one', 0);
    world.answers.set('one-a', pass).set('one-b', pass);
    const view = await finishAttempt(world.ctx, actor, id);
    expect(view).toMatchObject({ state: 'finished', score: 8, maxScore: 20 });
    expect(view.finishedAt).not.toBeNull();
    expect(environmentOf(view).state).toBe('destroying');
    expect((await runsOf(id)).every((run) => run.trigger === 'finish')).toBe(true);
    await runEnvironmentJobs(world);
    expect(environmentOf(await look(world, actor, id)).state).toBe('destroyed');
    expect(await finishAttempt(world.ctx, actor, id)).toMatchObject({ state: 'finished', score: 8 });
    await expect(requestCheck(world.ctx, actor, id, 'one')).rejects.toMatchObject({ code: 'attempt-over' });
  });

  it('is refused while it runs already', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const begun = Promise.withResolvers<void>();
    const slow = Promise.withResolvers<typeof pass>();
    world.answers.set('one-a', () => {
      begun.resolve();
      return slow.promise;
    });
    const first = finishAttempt(world.ctx, actor, id);
    await begun.promise;
    await expect(finishAttempt(world.ctx, actor, id)).rejects.toMatchObject({ code: 'conflict' });
    slow.resolve(pass);
    expect(await first).toMatchObject({ state: 'finished', score: 5 });
  });

  it('looks at every attempt however many are finished at once', async () => {
    const few = createDatabase(database.url, { max: 2 });
    const ctx = { ...world.ctx, db: few.db };
    const running = [];
    for (let n = 0; n < 5; n += 1) running.push(await aRunningAttempt(world, aLab(`test/lab-${n}`)));
    let begun = 0;
    const all = Promise.withResolvers<typeof pass>();
    world.answers.set('one-a', () => {
      begun += 1;
      if (begun === running.length) all.resolve(pass);
      return all.promise;
    });
    const views = await Promise.all(running.map(({ actor, id }) => finishAttempt(ctx, actor, id)));
    expect(views.map((view) => view.score)).toEqual(running.map(() => 5));
    await few.close();
  });

  it('keeps what has passed when the last look comes to no end', async () => {
    const { actor, id } = await aRunningAttempt(world);
    world.answers.set('one-a', pass);
    await grade(world, id);
    world.driver.controls.fail('exec', new DriverError('unreachable', 'no socket'));
    expect(await finishAttempt(world.ctx, actor, id)).toMatchObject({ state: 'finished', score: 5 });
    await gradeAttempt(world.ctx, id, 'activity', never);
    expect((await rowOf(id)).state).toBe('finished');
  });
});
