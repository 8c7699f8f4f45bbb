import { AttemptView } from '@springboard/contracts/attempts.ts';
import type { FollowView } from '@springboard/contracts/follows.ts';
import { askLivesMs, followLivesMs, restAfterNoMs } from '@springboard/core/follows/times.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { runEnvironmentJobs } from '@springboard/core/testing/steps.ts';
import { terminalFollow } from '@springboard/db/schema/follows.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anApi, type Send, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
let learner: Awaited<ReturnType<TestApi['signedIn']>>;
let mentor: Awaited<ReturnType<TestApi['signedIn']>>;
let attemptId: string;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('to/follow'));
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(async () => {
  [learner, mentor] = [await api.signedIn(), await api.signedIn(['mentor'])];
  const started = await learner.send('POST', '/api/attempts', { body: { lab: 'to/follow' } });
  attemptId = AttemptView.parse(await started.json()).id;
  await runEnvironmentJobs(api.world);
});

const ask = (as: Send = mentor.send) => as('POST', '/api/follows', { body: { attemptId } });
const on = (id: string, what: string, as: Send, body?: unknown) =>
  as('POST', `/api/follows/${id}/${what}`, body === undefined ? {} : { body });
async function follows(as: Send = learner.send): Promise<FollowView[]> {
  return AttemptView.parse(await (await as('GET', `/api/attempts/${attemptId}`)).json()).follows;
}
async function asked(): Promise<string> {
  expect((await ask()).status).toBe(200);
  const [follow] = await follows();
  return follow?.id ?? '';
}
async function following(answer: 'once' | 'environment' = 'once'): Promise<string> {
  const id = await asked();
  expect((await on(id, 'answer', learner.send, { answer })).status).toBe(200);
  return id;
}
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const ticket = (id: string, as: Send = mentor.send) => on(id, 'terminals', as, { node: 'host1', number: 1 });
async function audited(): Promise<string[]> {
  const rows = await api.database.db
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.subjectId, attemptId))
    .orderBy(asc(auditEvent.id));
  return rows.map(({ action }) => action).filter((action) => /^(follow|takeover)\./.test(action));
}
const rowOf = async (id: string) =>
  (await api.database.db.select().from(terminalFollow).where(eq(terminalFollow.id, id)))[0];

describe('asking to follow', () => {
  it('is seen by both sides with who asks, opens nothing before the answer, and is asked once', async () => {
    const id = await asked();
    expect(await follows()).toEqual(await follows(mentor.send));
    expect(await follows()).toMatchObject([
      { id, mentor: { id: mentor.person.id, name: mentor.person.name }, state: 'asked', reach: null },
    ]);
    expect(await codeOf(await ticket(id))).toEqual([404, 'not-found']);
    await ask();
    expect(await follows()).toHaveLength(1);
    expect(await audited()).toEqual(['follow.ask']);
  });

  it('is for mentors, and never of one’s own attempt, a foreign one by a learner, or one that is over', async () => {
    const other = await api.signedIn();
    expect(await codeOf(await ask(other.send))).toEqual([403, 'forbidden']);
    const manager = await api.signedIn(['manager']);
    expect(await codeOf(await ask(manager.send))).toEqual([403, 'forbidden']);
    const both = await api.signedIn(['learner', 'mentor']);
    const own = await both.send('POST', '/api/attempts', { body: { lab: 'to/follow' } });
    const { id } = AttemptView.parse(await own.json());
    const mine = await both.send('POST', '/api/follows', { body: { attemptId: id } });
    expect(await codeOf(mine)).toEqual([409, 'conflict']);
    await learner.send('POST', `/api/attempts/${attemptId}/finish`);
    expect(await codeOf(await ask())).toEqual([409, 'attempt-over']);
  });

  it('lapses when nobody answers', async () => {
    const id = await asked();
    api.world.clock.move(askLivesMs);
    expect(await follows()).toEqual([]);
    expect(await codeOf(await on(id, 'answer', learner.send, { answer: 'once' }))).toEqual([409, 'conflict']);
    expect((await ask()).status).toBe(200);
    expect(await follows()).toMatchObject([{ state: 'asked' }]);
    expect(await rowOf(id)).toMatchObject({ state: 'ended', endedBy: 'platform' });
    expect(await audited()).toEqual(['follow.ask', 'follow.lapse', 'follow.ask']);
  });

  it('can be taken back; nothing is left to answer', async () => {
    const id = await asked();
    expect((await on(id, 'stop', mentor.send)).status).toBe(200);
    expect(await follows()).toEqual([]);
    expect(await codeOf(await on(id, 'answer', learner.send, { answer: 'once' }))).toEqual([409, 'conflict']);
    expect(await rowOf(id)).toMatchObject({ state: 'withdrawn', endedBy: 'mentor' });
  });

  it('is answered by the learner alone', async () => {
    const id = await asked();
    const other = await api.signedIn();
    for (const { send } of [mentor, other])
      expect(await codeOf(await on(id, 'answer', send, { answer: 'once' }))).toEqual([404, 'not-found']);
    expect(await codeOf(await on(id, 'stop', other.send))).toEqual([404, 'not-found']);
    expect(await follows()).toMatchObject([{ state: 'asked' }]);
  });

  it('is not asked again for a while after a no', async () => {
    const id = await asked();
    await on(id, 'answer', learner.send, { answer: 'no' });
    expect(await rowOf(id)).toMatchObject({ state: 'refused', endedBy: 'learner' });
    expect(await codeOf(await ask())).toEqual([429, 'too-many-requests']);
    api.world.clock.move(restAfterNoMs);
    expect((await ask()).status).toBe(200);
  });
});

describe('following', () => {
  it('gives the mentor, and nobody else, tickets that only watch', async () => {
    const id = await following();
    const answer = await ticket(id);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ url: 'ws://localhost:7801' });
    expect((await mentor.send('GET', `/api/follows/${id}/terminals`)).status).toBe(200);
    const another = await api.signedIn(['mentor']);
    expect(await codeOf(await ticket(id, another.send))).toEqual([404, 'not-found']);
    expect(await codeOf(await ticket(id, learner.send))).toEqual([403, 'forbidden']);
    const hidden = await on(id, 'terminals', mentor.send, { node: 'grader', number: 1 });
    expect(await codeOf(hidden)).toEqual([404, 'not-found']);
    expect(await audited()).toEqual(['follow.ask', 'follow.allow', 'follow.open']);
  });

  it('once: who leaves asks again', async () => {
    const id = await following();
    await on(id, 'stop', mentor.send);
    expect(await rowOf(id)).toMatchObject({ state: 'ended', endedBy: 'mentor' });
    expect(await codeOf(await ticket(id))).toEqual([404, 'not-found']);
    await ask();
    expect(await follows()).toMatchObject([{ state: 'asked' }]);
  });

  it('for the environment: who leaves comes back without asking, until the learner says stop', async () => {
    const id = await following('environment');
    await on(id, 'stop', mentor.send);
    expect(await follows()).toMatchObject([{ id, state: 'away', until: null }]);
    expect(await codeOf(await ticket(id))).toEqual([404, 'not-found']);
    await ask();
    expect(await follows()).toMatchObject([{ id, state: 'following' }]);
    await on(id, 'stop', learner.send);
    expect(await follows()).toEqual([]);
    await ask();
    expect(await follows()).toMatchObject([{ state: 'asked' }]);
    expect(await audited()).toEqual([
      'follow.ask',
      'follow.allow',
      'follow.leave',
      'follow.join',
      'follow.stop',
      'follow.ask',
    ]);
  });

  it('ends by itself after hours, and with the environment', async () => {
    const first = await following('environment');
    api.world.clock.move(followLivesMs);
    expect(await codeOf(await ticket(first))).toEqual([404, 'not-found']);
    await ask();
    expect(await follows()).toMatchObject([{ id: first, state: 'following' }]);
    await on(first, 'stop', learner.send);
    const second = await following();
    await learner.send('POST', `/api/attempts/${attemptId}/reset`);
    await runEnvironmentJobs(api.world);
    expect(await follows()).toEqual([]);
    expect(await rowOf(second)).toMatchObject({ state: 'ended', endedBy: 'platform' });
    await ask();
    expect(await follows()).toMatchObject([{ state: 'asked' }]);
  });

  it('ends when the mentor signs out', async () => {
    const id = await following('environment');
    await mentor.send('POST', '/api/sign-out');
    expect(await follows()).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ state: 'ended', endedBy: 'mentor' });
  });
});

describe('taking over', () => {
  const held = async (id: string) => {
    await on(id, 'takeover', mentor.send);
    expect((await on(id, 'takeover/answer', learner.send, { agree: true })).status).toBe(200);
  };

  it('is asked each time, and is the learner’s to allow', async () => {
    const id = await following('environment');
    await on(id, 'takeover', mentor.send);
    expect(await follows()).toMatchObject([{ takeover: 'asked' }]);
    const byMentor = await on(id, 'takeover/answer', mentor.send, { agree: true });
    expect(await codeOf(byMentor)).toEqual([404, 'not-found']);
    await on(id, 'takeover/answer', learner.send, { agree: false });
    expect(await follows()).toMatchObject([{ state: 'following', takeover: null }]);
    await held(id);
    expect(await follows()).toMatchObject([{ takeover: 'held' }]);
    await on(id, 'takeover/end', learner.send);
    expect(await follows()).toMatchObject([{ state: 'following', takeover: null }]);
    const unasked = await on(id, 'takeover/answer', learner.send, { agree: true });
    expect(await codeOf(unasked)).toEqual([409, 'conflict']);
    expect((await audited()).slice(2)).toEqual([
      'takeover.ask',
      'takeover.refuse',
      'takeover.ask',
      'takeover.allow',
      'takeover.take-back',
    ]);
  });

  it('needs to follow first, and ends with following', async () => {
    const id = await asked();
    expect(await codeOf(await on(id, 'takeover', mentor.send))).toEqual([409, 'conflict']);
    await on(id, 'answer', learner.send, { answer: 'environment' });
    await held(id);
    await on(id, 'stop', mentor.send);
    expect(await follows()).toMatchObject([{ state: 'away', takeover: null }]);
  });

  it('is one mentor’s at a time; one whose time is over does not stand in the way', async () => {
    const id = await following();
    await held(id);
    const another = await api.signedIn(['mentor']);
    await ask(another.send);
    const second = (await follows()).find((follow) => follow.mentor.id === another.person.id)?.id ?? '';
    await on(second, 'answer', learner.send, { answer: 'once' });
    expect(await codeOf(await on(second, 'takeover', another.send))).toEqual([409, 'conflict']);
    await on(id, 'takeover/end', mentor.send);
    expect((await on(second, 'takeover', another.send)).status).toBe(200);
    await held(id);
    const both = await on(second, 'takeover/answer', learner.send, { agree: true });
    expect(await codeOf(both)).toEqual([409, 'conflict']);

    api.world.clock.move(followLivesMs);
    await ask(another.send);
    const third = (await follows())[0]?.id ?? '';
    await on(third, 'answer', learner.send, { answer: 'once' });
    await on(third, 'takeover', another.send);
    expect((await on(third, 'takeover/answer', learner.send, { agree: true })).status).toBe(200);
    expect(await follows()).toMatchObject([{ id: third, takeover: 'held' }]);
  });
});
