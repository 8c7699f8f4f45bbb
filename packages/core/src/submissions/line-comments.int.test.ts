import type { Actor } from '@springboard/contracts/actor.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getAttempt } from '../attempts.ts';
import { anActor, aWorld, type World } from '../testing/fixtures.ts';
import { accepting, returning, someoneWhoHandedIn } from '../testing/written-work.ts';
import { commentOnLines, settleComment, takeBackComment } from './line-comments.ts';
import { getReview } from './review.ts';
import { handIn } from './write.ts';

let database: TestDatabase;
let world: World;
let max: Actor;
let mira: Actor;
let work: Awaited<ReturnType<typeof someoneWhoHandedIn>>;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
  max = await anActor(database.db, ['mentor']);
  mira = await anActor(database.db, ['mentor']);
  work = await someoneWhoHandedIn(world);
});
afterEach(() => database.close());

const lines = (fromLine: number, toLine = fromLine, version = 1) => ({
  version,
  fromLine,
  toLine,
  text: 'How so?',
});
const comment = (by: Actor, input: ReturnType<typeof lines>) =>
  commentOnLines(world.ctx, by, work.id, 'why', input);
const written = async () => (await getAttempt(world.ctx, work.actor, work.id)).tasks[0]?.work?.versions ?? [];
const seenBy = async (reviewer: Actor) =>
  (await getReview(world.ctx, reviewer, work.id, 'why')).work.versions.map(({ comments }) => comments);

it('reaches the writer with the review of who wrote it, and no other reviewer before', async () => {
  await comment(max, lines(2, 3));
  const [[own] = []] = await seenBy(max);
  expect(own).toMatchObject({ fromLine: 2, toLine: 3, text: 'How so?', own: true, sent: false });
  expect((await seenBy(mira))[0]).toEqual([]);
  expect((await written())[0]?.comments).toEqual([]);
  await work.reviewedBy(max, returning(1));
  expect((await written())[0]?.comments).toMatchObject([
    { fromLine: 2, own: false, sent: true, settledAt: null },
  ]);
  expect((await seenBy(mira))[0]).toHaveLength(1);
});

it('stays with its version, and is settled in the next round by any reviewer', async () => {
  await comment(max, lines(1));
  await work.reviewedBy(max, returning(1));
  const revision = (await getAttempt(world.ctx, work.actor, work.id)).tasks[0]?.work?.draft?.revision ?? 0;
  await handIn(world.ctx, work.actor, work.id, 'why', { text: 'It was slow: df said so.', revision });
  const [, [first] = []] = await seenBy(mira);
  expect((await written()).map(({ version, comments }) => [version, comments.length])).toEqual([
    [2, 0],
    [1, 1],
  ]);
  const settle = (settled: boolean) =>
    settleComment(world.ctx, mira, work.id, 'why', first?.id ?? '', { settled });
  await settle(true);
  expect((await written())[1]?.comments).toMatchObject([{ settledAt: expect.any(String) }]);
  await settle(false);
  expect((await written())[1]?.comments).toMatchObject([{ settledAt: null }]);
  // An older version gets no more.
  await expect(comment(mira, lines(1))).rejects.toMatchObject({ code: 'conflict' });
});

it('is of lines that are there, and comes from who may review now', async () => {
  for (const input of [lines(1, 4), lines(4)])
    await expect(comment(max, input)).rejects.toMatchObject({ code: 'invalid-input' });
  await comment(max, lines(3));
  await work.reviewedBy(max, accepting(1));
  await expect(comment(max, lines(1))).rejects.toMatchObject({ code: 'conflict' });
  await expect(comment(mira, lines(1))).rejects.toMatchObject({ code: 'conflict' });
  for (const nobody of [work.actor, await anActor(database.db)])
    await expect(comment(nobody, lines(1))).rejects.toMatchObject({ code: 'not-found' });
});

it('is taken back by who wrote it as long as its writer has not seen it', async () => {
  await comment(max, lines(1));
  await comment(max, lines(2));
  const [[first, second] = []] = await seenBy(max);
  const takeBack = (by: Actor, id: string | undefined) =>
    takeBackComment(world.ctx, by, work.id, 'why', id ?? '');
  await expect(takeBack(mira, first?.id)).rejects.toMatchObject({ code: 'not-found' });
  await takeBack(max, first?.id);
  await work.reviewedBy(max, accepting(1));
  await expect(takeBack(max, second?.id)).rejects.toMatchObject({ code: 'conflict' });
  expect((await seenBy(max))[0]).toMatchObject([{ fromLine: 2 }]);
});

it('of somebody who sends no review does not go out with that of another; it stays theirs, to take back', async () => {
  await comment(mira, lines(2));
  await comment(max, lines(1));
  await work.reviewedBy(max, accepting(1));
  expect((await written())[0]?.comments).toMatchObject([{ fromLine: 1, sent: true }]);
  expect((await seenBy(max))[0]).toHaveLength(1);
  const unsent = (await seenBy(mira))[0]?.find(({ own }) => own);
  expect(unsent).toMatchObject({ fromLine: 2, sent: false });
  await takeBackComment(world.ctx, mira, work.id, 'why', unsent?.id ?? '');
  expect((await seenBy(mira))[0]).toMatchObject([{ fromLine: 1 }]);
});
