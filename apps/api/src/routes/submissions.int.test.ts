import { SubmissionSummary, SubmissionView } from '@springboard/contracts/submissions.ts';
import { hasPassed, someoneWhoHandedIn } from '@springboard/core/testing/written-work.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api[Symbol.asyncDispose]());

async function asked() {
  const { id, slug } = await someoneWhoHandedIn(api.world, { task: { review: 'peer' } });
  const { person, send } = await api.signedIn(['learner']);
  const at = `/api/submissions/${id}/why`;
  return { id, slug, send, at, personId: person.id };
}
const review = {
  version: 1,
  marks: [{ level: 'half', comment: '' }],
  comment: 'Say how you know.',
  decision: 'accept',
};
const comment = { version: 1, fromLine: 1, toLine: 2, text: 'How so?' };
const onMoment = { version: 1, recording: 'host1.1.cast', moment: '2026-11-02T09:00:00Z', text: 'Why?' };

it('a peer comes through every door of the work that they are asked for', async () => {
  const { id, slug, send, at, personId } = await asked();
  const actor = { personId, roles: ['learner'], scopes: null, via: 'session', ip: null } as const;
  await hasPassed(api.world, actor, slug);
  const listed = z.array(SubmissionSummary).parse(await (await send('GET', '/api/submissions')).json());
  expect(listed).toMatchObject([{ attemptId: id, person: null, asPeer: true }]);
  const view = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, body === undefined ? {} : { body });
    expect([method, path, answer.status]).toEqual([method, path, 200]);
    return SubmissionView.parse(await answer.json());
  };
  expect(await view('GET', at)).toMatchObject({ canReview: true, person: null });
  expect(await view('PUT', `${at}/taken`, { taken: true })).toMatchObject({ taken: { own: true } });
  // What they are asked for was written: no recording of it is theirs to look at.
  expect((await send('POST', `${at}/moments`, { body: onMoment })).status).toBe(422);
  const said = await view('POST', `${at}/comments`, comment);
  const commentId = said.work.versions[0]?.comments[0]?.id ?? '';
  const settled = await view('PUT', `${at}/comments/${commentId}`, { settled: true });
  expect(settled.work.versions[0]?.comments).toMatchObject([{ settledAt: expect.any(String) }]);
  const gone = await view('DELETE', `${at}/comments/${commentId}`);
  expect(gone.work.versions[0]?.comments).toEqual([]);
  expect(await view('POST', `${at}/review`, review)).toMatchObject({ state: 'reviewed', canReview: false });
});

it('who has not passed the lab is told that there is nothing, at each of them', async () => {
  const { send, at } = await asked();
  const nothing = '7b0c1d2e-3f4a-4b5c-8d6e-7f8091a2b3c4';
  for (const [method, path, body] of [
    ['GET', at],
    ['PUT', `${at}/taken`, { taken: true }],
    ['POST', `${at}/comments`, comment],
    ['POST', `${at}/moments`, onMoment],
    ['PUT', `${at}/comments/${nothing}`, { settled: true }],
    ['DELETE', `${at}/comments/${nothing}`],
    ['POST', `${at}/review`, review],
  ] as const) {
    const answer = await send(method, path, body === undefined ? {} : { body });
    expect([method, path, answer.status]).toEqual([method, path, 404]);
  }
});

it('a comment on lines says which lines, in their order', async () => {
  const { id } = await asked();
  const { send } = await api.signedIn(['mentor']);
  for (const wrong of [
    { fromLine: 3, toLine: 2 },
    { fromLine: 0, toLine: 1 },
    { fromLine: 1, toLine: 40 },
    { text: '  ' },
  ]) {
    const body = { ...comment, ...wrong };
    expect((await send('POST', `/api/submissions/${id}/why/comments`, { body })).status).toBe(422);
  }
});
