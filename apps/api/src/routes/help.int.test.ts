import { AttemptView } from '@springboard/contracts/attempts.ts';
import { HelpQueue } from '@springboard/contracts/help-queue.ts';
import { NoticesView } from '@springboard/contracts/notices.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anApi, type TestApi } from '../testing/an-api.ts';
import { follow } from '../testing/event-stream.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('live/help'));
});
afterAll(() => api[Symbol.asyncDispose]());

it('a question goes live to the mentors, and what becomes of it live to its learner', async () => {
  const [learner, mentor] = [await api.signedIn(), await api.signedIn(['mentor'])];
  const started = await learner.send('POST', '/api/attempts', { body: { lab: 'live/help' } });
  const { id } = AttemptView.parse(await started.json());
  await using queue = await follow(mentor.send, '/api/help/events', HelpQueue);
  await using bell = await follow(mentor.send, '/api/notices/events', NoticesView);
  await using attempt = await follow(learner.send, `/api/attempts/${id}/events`, AttemptView);
  await using learnersBell = await follow(learner.send, '/api/notices/events', NoticesView);
  await queue.until(({ open }) => open.length === 0);

  const question = { question: 'Why?' };
  const asked = await learner.send('POST', `/api/attempts/${id}/tasks/one/help`, { body: question });
  expect(asked.status).toBe(200);
  const { open } = await queue.until((view) => view.open.length === 1);
  expect((await bell.until(({ unread }) => unread === 1)).notices[0]).toMatchObject({
    kind: 'help-asked',
    link: `/help/${open[0]?.id}`,
  });
  await attempt.until(({ help }) => help[0]?.place === 1);

  await mentor.send('POST', `/api/help/${open[0]?.id}/take`);
  await attempt.until(({ help }) => help[0]?.takenBy === mentor.person.name);
  await learnersBell.until(({ notices }) => notices[0]?.kind === 'help-taken');
  await bell.until(({ unread }) => unread === 0);

  const answer = await mentor.send('POST', `/api/help/${open[0]?.id}/answer`, { body: { answer: ' ' } });
  expect(answer.status).toBe(422);
  await mentor.send('POST', `/api/help/${open[0]?.id}/answer`, { body: { answer: 'So.' } });
  await attempt.until(({ help }) => help[0]?.state === 'answered');
  await queue.until((view) => view.open.length === 0 && view.done.length === 1);
});
