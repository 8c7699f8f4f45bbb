import { auditEvent } from '@springboard/db/schema/platform.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt } from '../attempts.ts';
import { reconcile } from '../environments/reconcile.ts';
import { aWorld, notYet, takeJobs, type World } from '../testing/fixtures.ts';
import {
  aRunningAttempt,
  environmentOf,
  grade,
  look,
  runChangeJobs,
  runEnvironmentJobs,
} from '../testing/steps.ts';
import { pauseEnvironment } from './pauses.ts';
import { createSavePoint } from './save-points.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

/** Paused right after the work on the first task was done, and before a check could see it. */
async function aPausedAttempt() {
  const started = await aRunningAttempt(world);
  world.answers.set('one-a', notYet('not yet'));
  await grade(world, started.id);
  await pauseEnvironment(world.ctx, started.actor, started.id);
  await runChangeJobs(world);
  world.answers.delete('one-a');
  expect(environmentOf(await look(world, started.actor, started.id)).state).toBe('paused');
  return started;
}
const finishes = () => database.db.select().from(auditEvent).where(eq(auditEvent.action, 'attempt.finish'));

describe('an attempt that is finished while its environment is paused', () => {
  it('is woken for its last look, without any worker', async () => {
    const { actor, id } = await aPausedAttempt();
    const finished = await finishAttempt(world.ctx, actor, id);
    expect(finished).toMatchObject({ state: 'finished', score: 10 });
    expect(finished.tasks[0]?.status).toBe('passed');
    expect(environmentOf(finished).state).toBe('destroying');
    expect(await finishes()).toMatchObject([{ detail: { score: 10, looked: true } }]);
    // The job that would have woken it finds nothing to do, and nothing is left.
    await runEnvironmentJobs(world);
    expect(await world.driver.list()).toEqual([]);
  });

  it('ends with what passed before when it cannot be woken, and that is on record', async () => {
    const { actor, id } = await aPausedAttempt();
    world.driver.controls.fail('thaw', new DriverError('failed', 'no'));
    expect(await finishAttempt(world.ctx, actor, id)).toMatchObject({ state: 'finished', score: 5 });
    expect(await finishes()).toMatchObject([{ detail: { score: 5, looked: false } }]);
  });

  it('is not woken when a look could say nothing new', async () => {
    const started = await aRunningAttempt(world);
    await grade(world, started.id);
    await pauseEnvironment(world.ctx, started.actor, started.id);
    await runChangeJobs(world);
    expect(await finishAttempt(world.ctx, started.actor, started.id)).toMatchObject({ score: 20 });
    expect(world.driver.calls.some((call) => call.startsWith('thaw'))).toBe(false);
  });

  it('is looked at although it was just about to be paused, or was being saved', async () => {
    const pausing = await aRunningAttempt(world);
    await pauseEnvironment(world.ctx, pausing.actor, pausing.id);
    expect(await finishAttempt(world.ctx, pausing.actor, pausing.id)).toMatchObject({ score: 10 });
    const saving = await aRunningAttempt(world);
    await createSavePoint(world.ctx, saving.actor, saving.id, { title: 'mine' });
    await takeJobs(database.db);
    expect(await finishAttempt(world.ctx, saving.actor, saving.id)).toMatchObject({ score: 10 });
  });
});

describe('an environment that was paused for too long', () => {
  it('is looked at one last time before it ends: what was done just before the pause counts', async () => {
    const { actor, id } = await aPausedAttempt();
    world.clock.move(73 * 3_600_000);
    await reconcile(world.ctx);
    const after = await look(world, actor, id);
    expect(after).toMatchObject({ state: 'active', score: 10 });
    expect(environmentOf(after)).toMatchObject({
      state: 'destroying',
      problem: { title: 'This environment was paused for too long' },
    });
  });

  it('ends all the same when it cannot be woken', async () => {
    const { actor, id } = await aPausedAttempt();
    world.driver.controls.fail('thaw', new DriverError('failed', 'no'));
    world.clock.move(73 * 3_600_000);
    await reconcile(world.ctx);
    expect(environmentOf(await look(world, actor, id)).state).toBe('destroying');
  });
});
