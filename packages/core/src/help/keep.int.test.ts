import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anActor, aWorld, type World } from '../testing/fixtures.ts';
import { aStartedAttempt } from '../testing/steps.ts';
import { askForHelp } from './ask.ts';
import { keepAnswer, keptAnswersOfLab, keptAnswersOfTask, removeKeptAnswer } from './keep.ts';
import { getHelp } from './queue.ts';
import { answerHelp } from './take.ts';

let database: TestDatabase;
let world: World;
beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const words = { question: 'Why does it stay peering?', answer: 'An OSD is *down*.' };

it('an answer is kept in other words, found by later learners of the task alone, and taken away by an author', async () => {
  const { actor, id, view } = await aStartedAttempt(world);
  const mentor = await anActor(database.db, ['mentor']);
  const asked = await askForHelp(world.ctx, actor, id, 'one', { question: 'I, Lena, do not see it.' });
  const helpId = asked.help[0]?.id ?? '';
  const early = keepAnswer(world.ctx, mentor, helpId, words);
  await expect(early).rejects.toMatchObject({ message: expect.stringContaining('not been answered') });
  await answerHelp(world.ctx, mentor, helpId, { answer: 'Lena, look at your OSDs.' });
  await expect(keepAnswer(world.ctx, actor, helpId, words)).rejects.toMatchObject({ code: 'forbidden' });
  await keepAnswer(world.ctx, mentor, helpId, words);
  await expect(keepAnswer(world.ctx, mentor, helpId, words)).rejects.toMatchObject({ code: 'conflict' });
  expect((await getHelp(world.ctx, mentor, helpId)).kept).toBe(true);

  const later = await aStartedAttempt(world);
  const found = await keptAnswersOfTask(world.ctx, later.actor, later.id, 'one');
  expect(found).toMatchObject([{ question: words.question, taskId: 'one' }]);
  expect(JSON.stringify(found)).not.toMatch(/Lena|person-/);
  expect(await keptAnswersOfTask(world.ctx, later.actor, later.id, 'two')).toEqual([]);
  await expect(keptAnswersOfTask(world.ctx, later.actor, id, 'one')).rejects.toMatchObject({
    code: 'not-found',
  });

  const author = await anActor(database.db, ['author']);
  expect(await keptAnswersOfLab(world.ctx, author, view.lab.slug)).toHaveLength(1);
  const keptId = found[0]?.id ?? '';
  await expect(removeKeptAnswer(world.ctx, actor, keptId)).rejects.toMatchObject({ code: 'forbidden' });
  await removeKeptAnswer(world.ctx, author, keptId);
  await expect(removeKeptAnswer(world.ctx, author, keptId)).rejects.toMatchObject({ code: 'not-found' });
  expect(await keptAnswersOfTask(world.ctx, later.actor, later.id, 'one')).toEqual([]);
});
