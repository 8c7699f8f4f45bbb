import type { Actor } from '@springboard/contracts/actor.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt, getAttempt } from '../attempts.ts';
import { exportGrades } from '../grades.ts';
import { viewNotices } from '../notices/read.ts';
import { getMyPaths } from '../paths/read.ts';
import { anActor, aWorld, type World } from '../testing/fixtures.ts';
import { accepting, returning, someoneWhoHandedIn } from '../testing/written-work.ts';
import { listReviews } from './queue.ts';
import { getReview } from './review.ts';
import { takeReview } from './take.ts';
import { handIn } from './write.ts';

let database: TestDatabase;
let world: World;
let [max, mira, mona]: [Actor?, Actor?, Actor?] = [];
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  [max, mira, mona] = [
    await anActor(database.db, ['mentor']),
    await anActor(database.db, ['mentor']),
    await anActor(database.db, ['mentor']),
  ];
});
afterEach(() => database.close());

const people = () => ({ max: max as Actor, mira: mira as Actor, mona: mona as Actor });
const onPath = { secondReviewer: true };
const told = async (actor: Actor, kind: string) =>
  (await viewNotices(world.ctx, actor)).notices.filter((one) => one.kind === kind).map(({ title }) => title);
const openFor = (actor: Actor) => listReviews(world.ctx, actor, { state: 'open' });

describe('where a path asks for a second reviewer', () => {
  it('the points stand once two people have accepted it: the lower ones', async () => {
    const { actor, id, reviewedBy } = await someoneWhoHandedIn(world, { onPath });
    const { max, mira } = people();
    await finishAttempt(world.ctx, actor, id);
    const standing = async () => (await getMyPaths(world.ctx, actor))[0]?.items[0]?.status;
    expect(await standing()).toBe('waiting');

    expect(await reviewedBy(max, accepting(1, 'full'))).toMatchObject({
      state: 'handed_in',
      canReview: false,
      reviewers: 2,
    });
    expect(await getAttempt(world.ctx, actor, id)).toMatchObject({ score: 0 });
    expect(await standing()).toBe('waiting');
    expect((await exportGrades(world.ctx, actor)).every(({ inReview }) => inReview)).toBe(true);

    const done = await reviewedBy(mira, accepting(1, 'half'));
    expect(done).toMatchObject({ state: 'reviewed', work: { versions: [{ points: 5 }] } });
    expect(done.work.versions[0]?.reviews.map(({ points }) => points)).toEqual([10, 5]);
    expect(await getAttempt(world.ctx, actor, id)).toMatchObject({ score: 5 });
    // 5 of 10 points are under the path's pass mark, whatever the other one gave.
    expect(await standing()).toBe('tried');
  });

  it('the first cannot be the second, and does not see it wait any more; others do', async () => {
    const { id, reviewedBy } = await someoneWhoHandedIn(world, { onPath });
    const { max, mira } = people();
    await reviewedBy(max, accepting(1));
    await expect(reviewedBy(max, accepting(1))).rejects.toMatchObject({ code: 'conflict' });
    await expect(takeReview(world.ctx, max, id, 'why', { taken: true })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await openFor(max)).toEqual([]);
    expect(await listReviews(world.ctx, max, { state: 'done' })).toMatchObject([{ state: 'handed_in' }]);
    expect(await openFor(mira)).toMatchObject([
      { attemptId: id, reviewers: 2, reviewedBy: [expect.any(String)] },
    ]);
  });

  it('the second may give it back: both reviewers and the writer are told, and the next version needs two again', async () => {
    const { actor, id, reviewedBy, text } = await someoneWhoHandedIn(world, { onPath });
    const { max, mira, mona } = people();
    await reviewedBy(max, accepting(1));
    expect(await told(actor, 'review-done')).toEqual([expect.stringContaining('a second reviewer')]);
    expect(await told(mira, 'review-waiting')).toHaveLength(2);
    expect(await told(max, 'review-waiting')).toHaveLength(1);
    await reviewedBy(mira, returning(1));
    expect(await told(max, 'review-returned')).toHaveLength(1);
    expect(await told(mona, 'review-returned')).toEqual([]);
    expect(await told(actor, 'review-done')).toHaveLength(2);
    const draft = (await getAttempt(world.ctx, actor, id)).tasks[0]?.work?.draft;
    await handIn(world.ctx, actor, id, 'why', {
      text: `${text}, and so does du`,
      revision: draft?.revision ?? 0,
    });
    expect(await getReview(world.ctx, max, id, 'why')).toMatchObject({
      version: 2,
      canReview: true,
      reviewedBy: [],
    });
    expect(await reviewedBy(max, accepting(2))).toMatchObject({ state: 'handed_in' });
    expect(await reviewedBy(mona, accepting(2))).toMatchObject({ state: 'reviewed' });
    expect((await getAttempt(world.ctx, actor, id)).score).toBe(10);
  });

  it('each review is a line of the audit, with what it came to', async () => {
    const { reviewedBy } = await someoneWhoHandedIn(world, { onPath });
    const { max, mira } = people();
    await reviewedBy(max, accepting(1));
    await reviewedBy(mira, accepting(1, 'half'));
    const lines = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.action, 'submission.review'))
      .orderBy(asc(auditEvent.id));
    expect(lines.map(({ actor, detail }) => ({ actor, detail }))).toMatchObject([
      { actor: max.personId, detail: { points: 10, state: 'handed_in', counts: null, peer: false } },
      { actor: mira.personId, detail: { points: 5, state: 'reviewed', counts: 5 } },
    ]);
  });
});

it('where none asks for it, one is enough', async () => {
  const { reviewedBy } = await someoneWhoHandedIn(world, { onPath: { secondReviewer: false } });
  expect(await reviewedBy(people().max, accepting(1))).toMatchObject({ state: 'reviewed', reviewers: 1 });
});

it('who is at it is said to the others, who may take it over; a review ends it', async () => {
  const { id, reviewedBy } = await someoneWhoHandedIn(world, { onPath });
  const { max, mira } = people();
  await takeReview(world.ctx, max, id, 'why', { taken: true });
  expect(await openFor(mira)).toMatchObject([{ taken: { own: false } }]);
  expect(await takeReview(world.ctx, mira, id, 'why', { taken: true })).toMatchObject({
    taken: { own: true },
  });
  // What somebody else has is not let go.
  expect(await takeReview(world.ctx, max, id, 'why', { taken: false })).toMatchObject({
    taken: { own: false },
  });
  // It still waits for her, and she is still at it.
  await reviewedBy(max, accepting(1));
  expect(await openFor(mira)).toMatchObject([{ taken: { own: true } }]);
  await reviewedBy(mira, accepting(1));
  expect(await getReview(world.ctx, mira, id, 'why')).toMatchObject({ state: 'reviewed', taken: null });
});

it('who was at it and has reviewed it is not at it any more, though it waits for a second one', async () => {
  const { id, reviewedBy } = await someoneWhoHandedIn(world, { onPath });
  const { max, mira } = people();
  await takeReview(world.ctx, max, id, 'why', { taken: true });
  await reviewedBy(max, accepting(1));
  expect(await openFor(mira)).toMatchObject([{ taken: null }]);
});
