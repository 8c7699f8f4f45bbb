import { revokeSessions } from '@springboard/auth/sessions.ts';
import { AttemptView } from '@springboard/contracts/attempts.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serve } from '../http/serve.ts';
import { anApi, type TestApi } from '../testing/an-api.ts';
import { eventsOf } from '../testing/event-stream.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('live/lab'));
});
afterAll(() => api[Symbol.asyncDispose]());

type Learner = Awaited<ReturnType<TestApi['signedIn']>>;

async function attemptOf(learner: Learner): Promise<string> {
  const answer = await learner.send('POST', '/api/attempts', { body: { lab: 'live/lab' } });
  return AttemptView.parse(await answer.json()).id;
}

const events = (answer: Response) => eventsOf(answer, AttemptView);

describe('GET /api/attempts/{id}/events', () => {
  it('sends the whole attempt at once and at each change', async () => {
    const learner = await api.signedIn();
    const id = await attemptOf(learner);
    const answer = await learner.send('GET', `/api/attempts/${id}/events`);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const stream = events(answer);
    const first = await stream.next();
    expect(first).toMatchObject({ id, state: 'active' });
    await learner.send('POST', `/api/attempts/${id}/tasks/one/hints/0`);
    const second = await stream.next();
    expect(second?.tasks[0]?.hints[0]?.opened).toBe(true);
    expect(second?.revision).toBeGreaterThan(first?.revision ?? 0);
    await stream.cancel();
    await vi.waitFor(() => expect(api.services.live.size).toBe(0));
  });

  it('answers HEAD like GET, and keeps no stream open for it', async () => {
    const learner = await api.signedIn();
    const path = `/api/attempts/${await attemptOf(learner)}/events`;
    const answer = await learner.send('HEAD', path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(api.services.live.size).toBe(0);
    const other = await api.signedIn();
    expect((await other.send('HEAD', path)).status).toBe(404);
  });

  it('gathers a burst of changes and ends with the newest', async () => {
    const learner = await api.signedIn();
    const id = await attemptOf(learner);
    const stream = events(await learner.send('GET', `/api/attempts/${id}/events`));
    const newest = ((await stream.next())?.revision ?? 0) + 20;
    for (let change = 0; change < 20; change += 1) {
      await api.database.db.transaction(async (tx) => {
        await tx.execute(`update attempt set revision = revision + 1 where id = '${id}'`);
        await tx.execute(`select pg_notify('springboard_change', '{"kind":"attempt","attemptId":"${id}"}')`);
      });
    }
    const seen: number[] = [];
    while (seen.at(-1) !== newest) seen.push((await stream.next())?.revision ?? newest);
    expect(seen.length).toBeLessThan(20);
    await stream.cancel();
  });

  it('ends when the sessions of the person are revoked, and nobody else’s', async () => {
    const [learner, other] = [await api.signedIn(), await api.signedIn()];
    const mine = events(await learner.send('GET', `/api/attempts/${await attemptOf(learner)}/events`));
    const theirs = events(await other.send('GET', `/api/attempts/${await attemptOf(other)}/events`));
    await Promise.all([mine.next(), theirs.next()]);
    await api.database.db.transaction((tx) => revokeSessions(tx, learner.person.id, 'system'));
    expect(await mine.next()).toBeNull();
    expect(api.services.live.size).toBe(1);
    await theirs.cancel();
  });

  it('ends when its session signs out', async () => {
    const learner = await api.signedIn();
    const stream = events(await learner.send('GET', `/api/attempts/${await attemptOf(learner)}/events`));
    await stream.next();
    await learner.send('POST', '/api/sign-out');
    expect(await stream.next()).toBeNull();
  });

  it('is closed in order when the server ends, over a real socket too', async () => {
    await using own = await anApi();
    await publish(own.database.db, aLab('live/lab'));
    const learner = await own.signedIn();
    const id = await attemptOf(learner);
    const server = await serve(own.services, { bind: '127.0.0.1', port: 0 });
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/attempts/${id}/events`, {
      headers: { cookie: learner.cookie },
    });
    const stream = events(answer);
    expect((await stream.next())?.id).toBe(id);
    const before = Date.now();
    await server.close();
    expect(await stream.next()).toBeNull();
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('lets go of a client that vanished', async () => {
    await using own = await anApi();
    await publish(own.database.db, aLab('live/lab'));
    const learner = await own.signedIn();
    const id = await attemptOf(learner);
    const server = await serve(own.services, { bind: '127.0.0.1', port: 0 });
    const abort = new AbortController();
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/attempts/${id}/events`, {
      headers: { cookie: learner.cookie },
      signal: abort.signal,
    });
    expect((await events(answer).next())?.id).toBe(id);
    expect(own.services.live.size).toBe(1);
    abort.abort();
    await vi.waitFor(() => expect(own.services.live.size).toBe(0));
    await server.close();
  });
});
