import { listTaskChecks } from '@springboard/db/repositories/grading.ts';
import { listSavePoints } from '@springboard/db/repositories/save-points.ts';
import { environmentEvent } from '@springboard/db/schema/environments.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSavePoint } from '../../attempts/save-points.ts';
import { aWorld, notYet, type World } from '../../testing/fixtures.ts';
import { aRunningAttempt, environmentOf, grade, look, runChangeJobs } from '../../testing/steps.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  world.answers.set('one-a', notYet('not'));
});
afterEach(() => database.close());

const GiB = 1024 ** 3;
const MiB = 1024 ** 2;

/** The environment has so much of its own on its disks, on a pool of 100 GiB that has `free` left above its reserve. */
function disk(ownBytes: number, freeBytes: number): void {
  const { usage, empty } = world.driver.host;
  world.driver.host.usage = (id, topology) => ({ ...usage(id, topology), diskBytes: ownBytes });
  world.driver.host.empty = { ...empty, disk: { total: 100 * GiB, used: 90 * GiB - ownBytes - freeBytes } };
}

describe('a save point without room for it', () => {
  it('is refused when the pool would come under its reserve, with what was kept and what to do', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    disk(300 * MiB, 299 * MiB);
    await expect(createSavePoint(world.ctx, actor, id, { title: 'mine' })).rejects.toMatchObject({
      code: 'limit-reached',
      title: 'The storage of the host is nearly full',
      message: expect.stringMatching(/300 MiB.*10 %.*Nothing was saved/),
      remedy: expect.stringContaining('Delete save points'),
    });
    expect(await listSavePoints(database.db, environmentOf(view).id, ['making'])).toEqual([]);
    disk(300 * MiB, 301 * MiB);
    await createSavePoint(world.ctx, actor, id, { title: 'mine' });
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id)).savePoints).toHaveLength(2);
  });

  it('is refused beyond the environment’s own part of the storage, however large that is', async () => {
    const { actor, id } = await aRunningAttempt(world);
    disk(1.5 * GiB, 80 * GiB);
    await expect(createSavePoint(world.ctx, actor, id, { title: 'mine' })).rejects.toMatchObject({
      code: 'limit-reached',
      message: expect.stringMatching(/1\.5 GiB.*1 GiB.*8 GiB/),
    });
  });

  it('is given up when the room has gone by the time it is made, and who asked is told', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await createSavePoint(world.ctx, actor, id, { title: 'mine' });
    disk(300 * MiB, 0);
    await runChangeJobs(world);
    expect(environmentOf(await look(world, actor, id))).toMatchObject({
      state: 'ready',
      problem: { title: 'The storage of the host is nearly full' },
      savePoints: [{ kind: 'start' }],
    });
  });

  it('after a task is left out with a note; the task is passed and the next one goes on', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    world.answers.delete('one-a');
    world.answers.set('two-a', notYet('not'));
    disk(300 * MiB, 0);
    await grade(world, id);
    const after = await look(world, actor, id);
    expect(after.tasks.map((task) => task.status)).toEqual(['passed', 'current']);
    expect(environmentOf(after)).toMatchObject({ state: 'ready', problem: null });
    expect((await listTaskChecks(database.db, id)).some((check) => check.latestVerdict === 'not_yet')).toBe(
      true,
    );
    expect(environmentOf(after).savePoints.map(({ kind }) => kind)).toEqual(['start']);
    const events = await database.db
      .select()
      .from(environmentEvent)
      .where(eq(environmentEvent.environmentId, environmentOf(view).id));
    expect(events.find((event) => event.reason === 'save-skipped')?.message).toContain('“Task one”');
  });
});
