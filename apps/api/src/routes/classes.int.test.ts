import { AttemptView } from '@springboard/contracts/attempts.ts';
import { ClassView, type MyClass } from '@springboard/contracts/classes.ts';
import { lookAtClasses } from '@springboard/core/classes/look.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { anApi, type TestApi } from '../testing/an-api.ts';
import { follow } from '../testing/event-stream.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('live/class'));
});
afterAll(() => api[Symbol.asyncDispose]());

const inAnHour = () => new Date(api.world.ctx.clock().getTime() + 3_600_000).toISOString();

it('a class goes live to who holds it, and what is said to all live to who is in it', async () => {
  const [learner, mentor] = [await api.signedIn(), await api.signedIn(['mentor'])];
  const body = {
    title: 'Together',
    lab: 'live/class',
    startsAt: inAnHour(),
    people: [learner.person.id],
  };
  const planned = await mentor.send('POST', '/api/classes', { body });
  expect(planned.status).toBe(201);
  const { id } = (await planned.json()) as { id: string };
  await using page = await follow(mentor.send, `/api/classes/${id}/events`, ClassView);
  await page.until(({ state, members }) => state === 'planned' && members.length === 1);

  expect((await mentor.send('POST', `/api/classes/${id}/start`)).status).toBe(204);
  await page.until(({ state }) => state === 'open');
  await lookAtClasses(api.world.ctx, new AbortController().signal);
  const begun = await page.until(({ members }) => members[0]?.attempt != null);
  const mine = (await (await learner.send('GET', '/api/me/classes')).json()) as z.infer<typeof MyClass>[];
  expect(mine).toMatchObject([{ id, attemptId: begun.members[0]?.attempt?.id }]);

  const attemptId = mine[0]?.attemptId ?? '';
  await using work = await follow(learner.send, `/api/attempts/${attemptId}/events`, AttemptView);
  await work.until((view) => view.class?.messages.length === 0);
  const said = { body: { text: 'Look at the board.' } };
  expect((await mentor.send('POST', `/api/classes/${id}/messages`, said)).status).toBe(204);
  const told = await work.until((view) => view.class?.messages.length === 1);
  expect(told.class?.messages[0]?.text).toBe('Look at the board.');
  await page.until(({ messages }) => messages.length === 1);
  // What one of them does shows on the page of the class.
  await learner.send('POST', `/api/attempts/${attemptId}/tasks/one/hints/0`);
  await page.until(({ members }) => members[0]?.attempt?.hints === 1);

  expect((await mentor.send('POST', `/api/classes/${id}/end`)).status).toBe(204);
  await page.until(({ state }) => state === 'ended');
  await work.until((view) => view.class === null);
});

it('refuses what is no class, before anything is written', async () => {
  const mentor = await api.signedIn(['mentor']);
  const refused = async (change: Record<string, unknown>) => {
    const body = {
      title: 'T',
      lab: 'live/class',
      startsAt: inAnHour(),
      people: [mentor.person.id],
      ...change,
    };
    const answer = await mentor.send('POST', '/api/classes', { body });
    return answer.status;
  };
  expect(await refused({ title: '  ' })).toBe(422);
  expect(await refused({ people: [] })).toBe(422);
  expect(await refused({ startsAt: 'Monday' })).toBe(422);
  expect(await refused({ startsAt: '2020-01-01T00:00:00Z' })).toBe(422);
  expect(await refused({ people: ['nobody'] })).toBe(404);
  expect(await (await mentor.send('GET', '/api/classes')).json()).not.toContainEqual(
    expect.objectContaining({ title: 'T' }),
  );
});
