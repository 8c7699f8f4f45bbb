import type { Actor } from '@springboard/contracts/actor.ts';
import { changeLabTest } from '@springboard/db/repositories/lab-tests.ts';
import { findPublishedVersion, publishLab } from '@springboard/db/repositories/labs.ts';
import { insertAssignment } from '@springboard/db/repositories/paths.ts';
import { findPersonName } from '@springboard/db/repositories/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { extendEnvironment } from '../attempts/extend.ts';
import { warnOfEnd } from '../environments/expiry.ts';
import { scheduleLabTest } from '../lab-tests/start.ts';
import { dayOf } from '../paths/days.ts';
import { review } from '../submissions/review.ts';
import { handIn } from '../submissions/write.ts';
import { aLab, aManagerOf, anActor, aWorld, publish, type World } from '../testing/fixtures.ts';
import { aLabItem, aReadingItem, publishPath } from '../testing/path-steps.ts';
import { aRunningAttempt, environmentOf } from '../testing/steps.ts';
import { aWrittenTask } from '../testing/written-work.ts';
import { viewNotices } from './read.ts';
import { remind } from './remind.ts';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const told = async (actor: Actor) =>
  (await viewNotices(world.ctx, actor)).notices.map(({ kind, title, readAt }) => ({
    kind,
    title,
    read: readAt !== null,
  }));

const written = aWrittenTask();

it('work that is handed in is told to the reviewers nearest to its writer, and what came of it to the writer', async () => {
  const { actor, id } = await aRunningAttempt(world, aLab('test/written', { tasks: [written] }));
  const manager = await aManagerOf(database.db, actor);
  const far = await anActor(database.db, ['mentor']);
  await handIn(world.ctx, actor, id, 'why', { text: 'The disk was full.', revision: 0 });
  expect(await told(manager)).toMatchObject([{ kind: 'review-waiting', read: false }]);
  expect(await told(far)).toEqual([]);
  await review(world.ctx, far, id, 'why', {
    version: 1,
    marks: [{ level: 'none', comment: '' }],
    comment: 'How do you know?',
    decision: 'return',
  });
  expect(await told(manager)).toMatchObject([{ read: true }]);
  const name = await findPersonName(database.db, far.personId);
  expect(await told(actor)).toEqual([
    { kind: 'review-done', title: `${name} asks for another version of “Why it happened”`, read: false },
  ]);
});

it('the end of an environment is told before it comes, and anew when it was put off', async () => {
  const { actor, id, view } = await aRunningAttempt(world);
  await warnOfEnd(world.ctx);
  expect(await told(actor)).toEqual([]);
  const soon = (at: string | null | undefined) => new Date(Date.parse(at ?? '') - 10 * 60_000);
  world.clock.now = soon(environmentOf(view).expiresAt);
  await warnOfEnd(world.ctx);
  await warnOfEnd(world.ctx);
  expect(await told(actor)).toMatchObject([{ kind: 'environment-ends' }]);
  const extended = await extendEnvironment(world.ctx, actor, id);
  world.clock.now = soon(environmentOf(extended).expiresAt);
  await warnOfEnd(world.ctx);
  expect(await told(actor)).toHaveLength(2);
});

it('what is due within three days is told once for each date, and not what is done, late or far away', async () => {
  const actor = await anActor(database.db);
  world.clock.now = new Date('2026-11-28T09:00:00Z');
  await publish(database.db, aLab('test/lab'));
  const startsOn = dayOf(world.clock.now);
  await publishPath(database.db, 'storage', [
    aLabItem('test/lab', { due: 2 }),
    aReadingItem('now', { due: 0 }),
    aReadingItem('far', { due: 9 }),
    aReadingItem('maybe', { due: 1, optional: true }),
  ]);
  const row = { pathId: 'storage', personId: actor.personId, startsOn, assignedAt: world.clock.now };
  await database.db.transaction((tx) => insertAssignment(tx, row));
  await remind(world.ctx);
  await remind(world.ctx);
  const titles = (await told(actor)).map(({ title }) => title).sort();
  expect(titles).toEqual(['“Lab test/lab” is due on 30 Nov', '“Read now” is due on 28 Nov']);
  world.clock.move(30 * 86_400_000);
  await remind(world.ctx);
  expect(await told(actor)).toHaveLength(2);
  world.clock.move(90 * 86_400_000);
  await remind(world.ctx);
  expect(await told(actor)).toEqual([]);
});

it('a lab whose test fails is told to its owner, and where that is nobody here, to all authors', async () => {
  const [owner, other] = [await anActor(database.db, ['author']), await anActor(database.db, ['author'])];
  const learner = await anActor(database.db);
  for (const [slug, name] of [
    ['test/owned', await findPersonName(database.db, owner.personId)],
    ['test/orphan', 'Somebody Who Left'],
  ] as const) {
    await publish(database.db, aLab(slug));
    const versionId = (await findPublishedVersion(database.db, slug)) ?? '';
    await publishLab(database.db, slug, versionId, world.clock.now, { commit: null, owner: name });
    const test = await scheduleLabTest(world.ctx, slug);
    const generation = 'present';
    await changeLabTest(database.db, test?.id ?? '', {
      state: 'failed',
      generation,
      endedAt: world.clock.now,
    });
  }
  await remind(world.ctx);
  await remind(world.ctx);
  const titlesOf = async (actor: Actor) => (await told(actor)).map(({ title }) => title).sort();
  expect(await titlesOf(owner)).toEqual([
    'The test of “Lab test/orphan” fails',
    'The test of “Lab test/owned” fails',
  ]);
  expect(await titlesOf(other)).toEqual(['The test of “Lab test/orphan” fails']);
  expect(await titlesOf(learner)).toEqual([]);
});
