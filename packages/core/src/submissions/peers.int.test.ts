import type { Actor } from '@springboard/contracts/actor.ts';
import { findPersonName } from '@springboard/db/repositories/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getAttempt } from '../attempts.ts';
import { viewNotices } from '../notices/read.ts';
import { getMe } from '../people/read.ts';
import { anActor, aWorld, type World } from '../testing/fixtures.ts';
import {
  accepting,
  hasPassed,
  publishWritten,
  returning,
  someoneWhoHandedIn,
} from '../testing/written-work.ts';
import { listReviews } from './queue.ts';
import { getReview } from './review.ts';
import { handIn } from './write.ts';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const task = { review: 'peer' } as const;
const openFor = (actor: Actor) => listReviews(world.ctx, actor, { state: 'open' });
const asked = async (actor: Actor) =>
  (await viewNotices(world.ctx, actor)).notices.filter(({ kind }) => kind === 'peer-review-asked');

/** A learner who has passed the lab before anybody hands in. */
async function aPeer(score = 8): Promise<Actor> {
  const slug = await publishWritten(world, task);
  const peer = await anActor(database.db);
  await hasPassed(world, peer, slug, score);
  return peer;
}

describe('a lab whose work peers may review', () => {
  it('asks those who have passed it, and does not say whose work it is', async () => {
    const peer = await aPeer();
    const { actor, id, reviewedBy } = await someoneWhoHandedIn(world, { task });
    expect(await openFor(peer)).toMatchObject([{ attemptId: id, person: null, asPeer: true }]);
    expect(await asked(peer)).toMatchObject([{ readAt: null }]);
    const seen = await getReview(world.ctx, peer, id, 'why');
    expect(seen).toMatchObject({ person: null, canReview: true, work: { criteria: [{ title: 'Cause' }] } });
    const writer = await findPersonName(database.db, actor.personId);
    expect(JSON.stringify([seen, await openFor(peer), await asked(peer)])).not.toContain(writer);

    expect(await reviewedBy(peer, accepting(1, 'half'))).toMatchObject({ state: 'reviewed' });
    const view = await getAttempt(world.ctx, actor, id);
    expect(view).toMatchObject({
      score: 5,
      tasks: [{ work: { versions: [{ reviews: [{ peer: true }] }] } }],
    });
    expect(await openFor(peer)).toEqual([]);
    expect(await asked(peer)).toMatchObject([{ readAt: expect.any(String) }]);
    expect(await listReviews(world.ctx, peer, { state: 'done' })).toMatchObject([
      { person: null, asPeer: true },
    ]);
  });

  it('is for nobody who has too few points, has not done it, or wrote it', async () => {
    const beginner = await aPeer(6);
    const { actor, id, reviewedBy, slug } = await someoneWhoHandedIn(world, { task });
    const stranger = await anActor(database.db);
    await hasPassed(world, actor, slug);
    for (const nobody of [beginner, stranger, actor]) {
      expect(await openFor(nobody)).toEqual([]);
      await expect(getReview(world.ctx, nobody, id, 'why')).rejects.toMatchObject({ code: 'not-found' });
      await expect(reviewedBy(nobody, accepting(1))).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('is a mentor’s as before, whose review takes the place of a peer’s', async () => {
    const peer = await aPeer();
    const other = await aPeer();
    const mentor = await anActor(database.db, ['mentor']);
    const { actor, id, reviewedBy } = await someoneWhoHandedIn(world, { task });
    expect(await openFor(mentor)).toMatchObject([{ asPeer: false, person: expect.any(String) }]);
    await reviewedBy(peer, accepting(1, 'full'));
    await expect(reviewedBy(other, accepting(1))).rejects.toMatchObject({ code: 'conflict' });
    expect(await getReview(world.ctx, mentor, id, 'why')).toMatchObject({
      state: 'reviewed',
      canReview: true,
    });
    await reviewedBy(mentor, accepting(1, 'half'));
    expect((await getAttempt(world.ctx, actor, id)).score).toBe(5);
    expect(await getReview(world.ctx, mentor, id, 'why')).toMatchObject({ canReview: false });
  });

  it('of two reviewers takes one peer at most', async () => {
    const peer = await aPeer();
    const other = await aPeer();
    const mentor = await anActor(database.db, ['mentor']);
    const { reviewedBy } = await someoneWhoHandedIn(world, { task, onPath: { secondReviewer: true } });
    expect(await openFor(other)).toHaveLength(1);
    expect(await reviewedBy(peer, accepting(1))).toMatchObject({ state: 'handed_in' });
    expect(await openFor(other)).toEqual([]);
    await expect(reviewedBy(other, accepting(1))).rejects.toMatchObject({ code: 'conflict' });
    expect(await reviewedBy(mentor, accepting(1, 'half'))).toMatchObject({ state: 'reviewed' });
  });

  it('can be given back by a peer', async () => {
    const peer = await aPeer();
    const { actor, id, reviewedBy } = await someoneWhoHandedIn(world, { task });
    await reviewedBy(peer, returning(1));
    expect((await getAttempt(world.ctx, actor, id)).tasks[0]?.work?.versions[0]?.state).toBe('returned');
  });

  it('asks a peer who gave it back again with the next version, without its writer’s name', async () => {
    const peer = await aPeer();
    const { actor, id, reviewedBy } = await someoneWhoHandedIn(world, { task });
    await reviewedBy(peer, returning(1));
    const revision = (await getAttempt(world.ctx, actor, id)).tasks[0]?.work?.draft?.revision ?? 0;
    world.clock.move(1_000);
    await handIn(world.ctx, actor, id, 'why', { text: 'df said so.', revision });
    const { notices } = await viewNotices(world.ctx, peer);
    expect(notices.map(({ kind }) => kind)).toEqual(['peer-review-asked', 'peer-review-asked']);
    const writer = await findPersonName(database.db, actor.personId);
    expect(JSON.stringify(notices)).not.toContain(writer);
  });
});

it('is known of who may be asked, before anything waits; and of nobody else but mentors', async () => {
  const reviews = async (actor: Actor) => (await getMe(world.ctx, actor)).reviews;
  const [peer, beginner] = [await aPeer(), await aPeer(6)];
  const mentor = await anActor(database.db, ['mentor']);
  expect([await reviews(peer), await reviews(beginner), await reviews(mentor)]).toEqual([true, false, true]);
  const { reviewedBy } = await someoneWhoHandedIn(world, { task });
  await reviewedBy(peer, accepting(1));
  // Peers review the lab no more: who has done so still finds it.
  await publishWritten(world);
  const late = await anActor(database.db);
  await hasPassed(world, late, 'test/written');
  expect([await reviews(peer), await reviews(late)]).toEqual([true, false]);
});

it('other labs are for mentors alone, whoever has passed them', async () => {
  const slug = await publishWritten(world);
  const learner = await anActor(database.db);
  await hasPassed(world, learner, slug, 10);
  const { id } = await someoneWhoHandedIn(world);
  expect(await openFor(learner)).toEqual([]);
  await expect(getReview(world.ctx, learner, id, 'why')).rejects.toMatchObject({ code: 'not-found' });
  expect(await asked(learner)).toEqual([]);
});
