import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { MomentCommentInput } from '@springboard/contracts/submissions.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { getAttempt } from '../attempts.ts';
import { removeRecordings } from '../recordings/remove.ts';
import { aRecording } from '../testing/a-recording.ts';
import { aLab, anActor, aWorld, type World } from '../testing/fixtures.ts';
import { aRunningAttempt } from '../testing/steps.ts';
import { accepting, aWrittenTask } from '../testing/written-work.ts';
import { commentOnMoment, settleComment, takeBackComment } from './line-comments.ts';
import { getReview, review } from './review.ts';
import { handIn } from './write.ts';

let database: TestDatabase;
let world: World;
let recordings: string;
let max: Actor;
let mira: Actor;
let work: Awaited<ReturnType<typeof aRunningAttempt>>;
/** Names of recordings: of the node that the task asks for, and of another one. */
let [shown, other]: [string, string] = ['', ''];
const began = new Date('2026-11-02T09:00:00.000Z');
const at = (seconds: number) => new Date(began.getTime() + seconds * 1000).toISOString();

beforeEach(async () => {
  database = await withDb();
  recordings = await mkdtemp(join(tmpdir(), 'springboard-recordings-'));
  world = aWorld(database.db, { recordings });
  [max, mira] = [await anActor(database.db, ['mentor']), await anActor(database.db, ['mentor'])];
  const { template: _template, minWords: _minWords, review: _review, ...common } = aWrittenTask();
  const task: TaskDefinition = { ...common, kind: 'recorded', show: ['How you find it'], node: 'host1' };
  work = await aRunningAttempt(world, aLab('test/shown', { tasks: [task] }));
  shown = await aRecording(recordings, work.id, began, [[1, '# df']]);
  other = await aRecording(recordings, work.id, began, [[1, '# ls']], 'host2');
  await handIn(world.ctx, work.actor, work.id, 'why', { text: '', revision: 0 });
});
afterEach(async () => {
  await database.close();
  await rm(recordings, { recursive: true });
});

const comment = (by: Actor, seconds: number, over: Partial<MomentCommentInput> = {}) =>
  commentOnMoment(world.ctx, by, work.id, 'why', {
    ...{ version: 1, recording: shown, moment: at(seconds), text: 'Why here?' },
    ...over,
  });
const momentsIn = (versions: readonly { readonly moments: readonly unknown[] }[] | undefined) =>
  versions?.[0]?.moments;
const written = async () =>
  momentsIn((await getAttempt(world.ctx, work.actor, work.id)).tasks[0]?.work?.versions);
const seenBy = async (by: Actor) =>
  (await getReview(world.ctx, by, work.id, 'why')).work.versions[0]?.moments ?? [];

it('is kept with its moment, in order, and reaches the writer with the review of who wrote it', async () => {
  await comment(max, 20);
  await comment(max, 5);
  await comment(mira, 7);
  expect(await written()).toEqual([]);
  const recording = { name: shown, node: 'host1', number: 1, startedAt: at(0) };
  expect(await seenBy(max)).toMatchObject([
    { moment: at(5), recording, text: 'Why here?', own: true, sent: false },
    { moment: at(20) },
  ]);
  await review(world.ctx, max, work.id, 'why', accepting(1));
  expect(await written()).toMatchObject([{ moment: at(5), sent: true }, { moment: at(20) }]);
  // The recording goes after its time; what was said stays.
  await removeRecordings(recordings, [work.id]);
  expect(await written()).toHaveLength(2);
});

it('is settled and taken back as a comment on lines is', async () => {
  await comment(max, 1);
  const id = (await seenBy(max))[0]?.id ?? '';
  await expect(takeBackComment(world.ctx, mira, work.id, 'why', id)).rejects.toMatchObject({
    code: 'not-found',
  });
  await settleComment(world.ctx, max, work.id, 'why', id, { settled: true });
  expect(await seenBy(max)).toMatchObject([{ settledAt: expect.any(String) }]);
  await takeBackComment(world.ctx, max, work.id, 'why', id);
  expect(await seenBy(max)).toEqual([]);
});

it('may be of its very beginning, which a recording says in whole seconds', async () => {
  const late = new Date(began.getTime() + 700);
  const recording = await aRecording(recordings, work.id, late, [[1, '# df']]);
  await comment(max, 0, { recording });
  expect(await seenBy(max)).toMatchObject([{ moment: at(0) }]);
});

it('may be of its very end, where the recording’s own time is a little ahead of its file’s', async () => {
  const lastWrite = new Date(at(20));
  await utimes(join(recordings, work.id, shown), lastWrite, lastWrite);
  await comment(max, 20.05);
  expect(await seenBy(max)).toMatchObject([{ moment: at(20.05) }]);
  await expect(comment(max, 30)).rejects.toMatchObject({ code: 'invalid-input' });
});

it('is of a recording of the node that was asked for, within it, and of who may review now', async () => {
  const later = new Date(Date.now() + 60_000).toISOString();
  for (const wrong of [
    { recording: other },
    { recording: 'host1.1.cast' },
    { moment: at(-1) },
    { moment: later },
  ])
    await expect(comment(max, 1, wrong)).rejects.toMatchObject({ code: 'invalid-input' });
  await expect(comment(max, 1, { version: 2 })).rejects.toMatchObject({ code: 'conflict' });
  await expect(comment(work.actor, 1)).rejects.toMatchObject({ code: 'not-found' });
  await review(world.ctx, max, work.id, 'why', accepting(1));
  await expect(comment(max, 1)).rejects.toMatchObject({ code: 'conflict' });
});
