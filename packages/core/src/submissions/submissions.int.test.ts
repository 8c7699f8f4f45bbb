import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt, getAttempt } from '../attempts.ts';
import { exportGrades } from '../grades.ts';
import { aLab, aManagerOf, anActor, aTask, aWorld, pass, takeJobs, type World } from '../testing/fixtures.ts';
import { aRunningAttempt, grade } from '../testing/steps.ts';
import { listReviews } from './queue.ts';
import { getReview, review } from './review.ts';
import { handIn, saveTaskDraft } from './write.ts';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const criterion = { full: 'All of it', half: 'Some of it', none: 'Nothing' };
const common = { runbook: null, hints: [], arrange: null, solve: null, wrong: [], checks: [] as [] };
const rubric = [
  { title: 'Cause', points: 6, ...criterion },
  { title: 'Evidence', points: 4, ...criterion },
];
const postMortem: TaskDefinition = {
  ...common,
  kind: 'written',
  id: 'why',
  title: 'Why it happened',
  points: 10,
  markdown: 'Write it down.',
  template: '# What happened to {{ pool }}\n',
  minWords: 4,
  review: 'mentor',
  rubric,
};
const walk: TaskDefinition = {
  ...common,
  kind: 'recorded',
  id: 'show',
  title: 'Show it',
  points: 10,
  markdown: 'Show it.',
  show: ['How you find it'],
  node: 'host1',
  rubric,
};
const lab = aLab('test/written', { tasks: [postMortem, aTask('one')] });
const text = 'The disk was full.';
const marks = (first: 'full' | 'half' | 'none', second: 'full' | 'half' | 'none') => [
  { level: first, comment: '' },
  { level: second, comment: 'Where did you see it?' },
];
const accept = (version: number, of: ReturnType<typeof marks>) =>
  ({ version, marks: of, comment: '', decision: 'accept' }) as const;

async function handedIn() {
  const started = await aRunningAttempt(world, lab);
  const view = await handIn(world.ctx, started.actor, started.id, 'why', { text, revision: 0 });
  return { ...started, view, mentor: await anActor(database.db, ['mentor']) };
}
const workOf = async (actor: Parameters<typeof getAttempt>[1], id: string) =>
  (await getAttempt(world.ctx, actor, id)).tasks[0];

describe('a written task', () => {
  it('begins with its template, keeps a draft, and never one over another', async () => {
    const { actor, id, view } = await aRunningAttempt(world, lab);
    expect(view.tasks[0]?.work).toMatchObject({ draft: null, versions: [], minWords: 4 });
    expect(view.tasks[0]?.work?.template).toMatch(/^# What happened to p-/);
    const first = await saveTaskDraft(world.ctx, actor, id, 'why', { text: 'one', revision: 0 });
    const second = await saveTaskDraft(world.ctx, actor, id, 'why', {
      text: 'two',
      revision: first.revision,
    });
    expect((await workOf(actor, id))?.work?.draft).toMatchObject({ text: 'two', revision: second.revision });
    for (const revision of [0, first.revision])
      await expect(
        saveTaskDraft(world.ctx, actor, id, 'why', { text: 'older', revision }),
      ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      handIn(world.ctx, actor, id, 'why', { text, revision: first.revision }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await workOf(actor, id))?.work?.draft?.text).toBe('two');
  });

  it('is handed in, and the next task begins while it waits for a reviewer', async () => {
    const { actor, id } = await aRunningAttempt(world, lab);
    await takeJobs(database.db);
    const view = await handIn(world.ctx, actor, id, 'why', { text, revision: 0 });
    expect(view.tasks.map(({ status }) => status)).toEqual(['passed', 'current']);
    expect(view.tasks[0]?.work?.versions).toMatchObject([
      { version: 1, text, state: 'handed_in', reviews: [], points: null },
    ]);
    expect(view.score).toBe(0);
    expect((await takeJobs(database.db)).map(({ job }) => job)).toContain('attempt.grade');
    await expect(handIn(world.ctx, actor, id, 'why', { text, revision: 1 })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it.each([
    ['its template alone', '# What happened to POOL', /nothing of yours/],
    ['nothing', ' \n', /nothing of yours/],
    ['too few words', 'It broke.', /2 words; this task asks for 4/],
  ])('refuses %s, and keeps the draft', async (_what, given, detail) => {
    const { actor, id, view } = await aRunningAttempt(world, lab);
    const written = given.includes('POOL') ? (view.tasks[0]?.work?.template ?? '') : given;
    await expect(handIn(world.ctx, actor, id, 'why', { text: written, revision: 0 })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(detail),
    });
    expect((await workOf(actor, id))?.status).toBe('current');
  });

  it('is another’s secret, and waits for its turn', async () => {
    const { actor, id } = await aRunningAttempt(
      world,
      aLab('test/later', { tasks: [aTask('one'), postMortem] }),
    );
    const draft = { text, revision: 0 };
    await expect(handIn(world.ctx, actor, id, 'why', draft)).rejects.toMatchObject({
      title: 'This task comes later',
    });
    const other = await anActor(database.db);
    await expect(saveTaskDraft(world.ctx, other, id, 'why', draft)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(saveTaskDraft(world.ctx, actor, id, 'one', draft)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a review', () => {
  it('gives points by the rubric, which page, list and export have alike', async () => {
    const { actor, id, mentor } = await handedIn();
    expect(await listReviews(world.ctx, mentor, { state: 'open' })).toMatchObject([
      { attemptId: id, taskId: 'why', version: 1, task: 'Why it happened', points: 10 },
    ]);
    expect((await exportGrades(world.ctx, actor)).map(({ inReview }) => inReview)).toEqual([
      true,
      false,
      true,
    ]);
    const done = await review(world.ctx, mentor, id, 'why', accept(1, marks('full', 'half')));
    expect(done).toMatchObject({
      state: 'reviewed',
      work: { versions: [{ points: 8, reviews: [{ points: 8 }] }] },
    });
    expect(await listReviews(world.ctx, mentor, { state: 'open' })).toEqual([]);
    expect(await listReviews(world.ctx, mentor, { state: 'done' })).toHaveLength(1);
    const view = await getAttempt(world.ctx, actor, id);
    expect(view).toMatchObject({ score: 8, tasks: [{ scoring: { share: 0.8, won: 8 } }, {}] });
    expect(await exportGrades(world.ctx, actor)).toMatchObject([
      { score: 8, inReview: false },
      { score: 0 },
      { score: 8, inReview: false },
    ]);
  });

  it('of a finished attempt changes its score', async () => {
    world.answers.set('one-a', pass).set('one-b', pass);
    const { actor, id, mentor } = await handedIn();
    await grade(world, id);
    expect(await finishAttempt(world.ctx, actor, id)).toMatchObject({ state: 'finished', score: 10 });
    await review(world.ctx, mentor, id, 'why', accept(1, marks('half', 'none')));
    expect(await getAttempt(world.ctx, actor, id)).toMatchObject({ state: 'finished', score: 13 });
  });

  it('asks for another version, which can be handed in after the finish too', async () => {
    const { actor, id, mentor } = await handedIn();
    const back = { version: 1, marks: marks('half', 'none'), decision: 'return' } as const;
    await expect(review(world.ctx, mentor, id, 'why', { ...back, comment: ' ' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await review(world.ctx, mentor, id, 'why', { ...back, comment: 'Say how you know.' });
    const returned = await getAttempt(world.ctx, actor, id);
    expect(returned.tasks.map(({ status }) => status)).toEqual(['passed', 'current']);
    expect(returned.score).toBe(0);
    await finishAttempt(world.ctx, actor, id);
    const revision = (await workOf(actor, id))?.work?.draft?.revision ?? 0;
    await handIn(world.ctx, actor, id, 'why', { text: `${text} df said so.`, revision });
    expect((await workOf(actor, id))?.work?.versions.map(({ state }) => state)).toEqual([
      'handed_in',
      'returned',
    ]);
    await review(world.ctx, mentor, id, 'why', accept(2, marks('full', 'full')));
    expect((await getAttempt(world.ctx, actor, id)).tasks[0]?.score).toBe(10);
  });

  it('is one: of two reviewers at once the second is told, and the first one stands', async () => {
    const { actor, id, mentor } = await handedIn();
    const manager = await aManagerOf(database.db, actor);
    await review(world.ctx, mentor, id, 'why', accept(1, marks('half', 'half')));
    await expect(
      review(world.ctx, manager, id, 'why', accept(1, marks('full', 'full'))),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await getAttempt(world.ctx, actor, id)).score).toBe(5);
  });

  it('is not one’s own, not a learner’s, and marks each criterion', async () => {
    const mentor = await anActor(database.db, ['mentor']);
    const started = await aRunningAttempt(world, lab);
    const operator = await anActor(database.db, ['operator']);
    await expect(getReview(world.ctx, operator, started.id, 'why')).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(getReview(world.ctx, started.actor, started.id, 'why')).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(getReview(world.ctx, mentor, started.id, 'why')).rejects.toMatchObject({
      code: 'not-found',
    });
    await handIn(world.ctx, started.actor, started.id, 'why', { text, revision: 0 });
    await expect(
      review(world.ctx, mentor, started.id, 'why', accept(1, marks('full', 'full').slice(1))),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const self = { ...mentor, personId: started.actor.personId };
    expect(await listReviews(world.ctx, self, { state: 'open' })).toEqual([]);
    await expect(
      review(world.ctx, self, started.id, 'why', accept(1, marks('full', 'full'))),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('a recorded task is handed in without a note, too, and reviewed alike', async () => {
  const shown = await aRunningAttempt(world, aLab('test/shown', { tasks: [walk] }));
  expect(shown.view.tasks[0]?.work).toMatchObject({ show: ['How you find it'], node: 'host1', template: '' });
  await handIn(world.ctx, shown.actor, shown.id, 'show', { text: '', revision: 0 });
  const mentor = await anActor(database.db, ['mentor']);
  await review(world.ctx, mentor, shown.id, 'show', accept(1, marks('none', 'full')));
  expect((await getAttempt(world.ctx, shown.actor, shown.id)).score).toBe(4);
});
