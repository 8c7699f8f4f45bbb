import { PathView, PersonPathsView } from '@springboard/contracts/paths.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { aLabItem, aReadingItem, publishPath } from '@springboard/core/testing/path-steps.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('test/one'));
  await publishPath(api.database.db, 'beginner', [
    aReadingItem('welcome', { due: 1 }),
    aLabItem('test/one', { due: 3, requires: ['welcome'] }),
  ]);
});
afterAll(() => api[Symbol.asyncDispose]());

async function aLearnerOnAPath() {
  const learner = await api.signedIn();
  const mentor = await api.signedIn(['mentor']);
  const body = { pathId: 'beginner', to: { kind: 'person', id: learner.person.id }, startsOn: '2026-11-02' };
  const made = await mentor.send('POST', '/api/path-assignments', { body });
  const { assignmentId } = (await made.json()) as { assignmentId: string };
  return { learner, mentor, assignmentId, status: made.status };
}
const mine = async ({ send }: Awaited<ReturnType<TestApi['signedIn']>>) =>
  z.array(PathView).parse(await (await send('GET', '/api/me/paths')).json());

describe('a path over HTTP', () => {
  it('is assigned, read by both alike, moved with a reason, and taken back', async () => {
    const { learner, mentor, assignmentId, status } = await aLearnerOnAPath();
    expect(status).toBe(201);
    const ofMentor = await mentor.send('GET', `/api/people/${learner.person.id}/paths`);
    const asTheLearnerReadsIt = await mine(learner);
    expect(PersonPathsView.parse(await ofMentor.json()).paths).toEqual(
      asTheLearnerReadsIt.map((one) => ({ ...one, mayEnd: true })),
    );

    const due = { pathId: 'beginner', itemId: 'welcome', dueOn: '2026-12-01', reason: 'Ill for a week' };
    const path = `/api/people/${learner.person.id}/path-due`;
    expect((await mentor.send('PUT', path, { body: { ...due, reason: '  ' } })).status).toBe(422);
    expect((await mentor.send('PUT', path, { body: due })).status).toBe(204);
    expect((await mine(learner))[0]?.items[0]).toMatchObject({
      dueOn: '2026-12-01',
      moved: { reason: due.reason },
    });

    expect((await mentor.send('DELETE', `/api/path-assignments/${assignmentId}`)).status).toBe(204);
    expect(await mine(learner)).toEqual([]);
  });

  it('has texts, which the learner marks as read, and takes that back', async () => {
    const { learner } = await aLearnerOnAPath();
    const path = '/api/paths/beginner/readings/welcome';
    expect(await (await learner.send('GET', path)).json()).toMatchObject({ title: 'Read welcome' });
    expect((await learner.send('PUT', path, { body: { read: true } })).status).toBe(204);
    expect((await mine(learner))[0]?.items.map(({ status }) => status)).toEqual(['done', 'open']);
    expect((await learner.send('PUT', path, { body: { read: false } })).status).toBe(204);
    expect((await mine(learner))[0]?.items.map(({ status }) => status)).toEqual(['open', 'locked']);
    const lab = '/api/paths/beginner/readings/test%2Fone';
    expect((await learner.send('PUT', lab, { body: { read: true } })).status).toBe(404);
  });
});

// Every route, role and owner is tried by access.int.test.ts; here is that a refusal changes nothing.
describe('nobody reads or changes another’s path without the right', () => {
  it.each([
    ['learner', 404, 403],
    ['author', 404, 403],
    ['operator', 403, 204],
    ['mentor', 200, 204],
    ['manager', 404, 404],
  ] as const)('%s', async (role: Role, reads, changes) => {
    const { learner, assignmentId } = await aLearnerOnAPath();
    const other = await api.signedIn([role]);
    const { id } = learner.person;
    expect((await other.send('GET', `/api/people/${id}/paths`)).status).toBe(reads);
    const body = { pathId: 'beginner', itemId: 'welcome', dueOn: '2026-12-01', reason: 'Because' };
    expect((await other.send('PUT', `/api/people/${id}/path-due`, { body })).status).toBe(changes);
    expect((await other.send('DELETE', `/api/path-assignments/${assignmentId}`)).status).toBe(changes);
    const [left] = await mine(learner);
    expect(left?.items[0]?.moved ?? null).toBe(null);
    expect(left === undefined).toBe(changes === 204);
  });
});
