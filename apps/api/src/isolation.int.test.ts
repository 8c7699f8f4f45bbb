import { AttemptView } from '@springboard/contracts/attempts.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEvidenceRoute } from './routes/timeline.ts';
import { routes } from './routes.ts';
import { anApi, type TestApi } from './testing/an-api.ts';
import { intoTeamOf } from './testing/things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('two/learners'));
});
afterAll(() => api[Symbol.asyncDispose]());

const ofAttempts = routes.filter((route) => route.path.startsWith('/api/attempts/{id}'));

describe('two learners side by side', () => {
  it('is tried on every route of an attempt', () => expect(ofAttempts.length).toBeGreaterThanOrEqual(14));

  it.each(ofAttempts.map((route) => ({ name: `${route.method} ${route.path}`, route })))(
    '$name of somebody else’s attempt answers as if it did not exist',
    async ({ route }) => {
      const [mine, other] = [await api.signedIn(), await api.signedIn()];
      const started = await mine.send('POST', '/api/attempts', { body: { lab: 'two/learners' } });
      const before = AttemptView.parse(await started.json());
      const path = (id: string) =>
        route.path
          .replace('{id}', id)
          .replace('{taskId}', 'one')
          .replace('{index}', '0')
          .replace('{name}', 'host1.1.cast')
          .replace('{runId}', '1')
          .replace('{savePointId}', crypto.randomUUID());
      const body = {
        body: {
          node: 'host1',
          name: 'dashboard',
          number: 1,
          title: 'Before I try it',
          answers: {},
          text: 'mine',
          revision: 0,
          taskId: null,
          question: 'Why does it not mount?',
        },
      };
      const answers = [];
      // Learners see what a check stands on of no attempt, their own neither.
      for (const id of [before.id, crypto.randomUUID()]) {
        const answer = await other.send(route.method.toUpperCase(), path(id), route.body ? body : {});
        expect(answer.status).toBe(route === runEvidenceRoute ? 403 : 404);
        const { instance: _, ...problem } = (await answer.json()) as Record<string, unknown>;
        answers.push(problem);
      }
      expect(answers[0]).toEqual(answers[1]);
      const after = await mine.send('GET', `/api/attempts/${before.id}`);
      expect(AttemptView.parse(await after.json())).toEqual(before);
    },
  );

  it.each(['mentor', 'manager'] as const)('a %s reads both, live too, and changes neither', async (role) => {
    const [mine, reader] = [await api.signedIn(), await api.signedIn([role])];
    await intoTeamOf(api, reader.person.id, mine.person.id);
    const started = await mine.send('POST', '/api/attempts', { body: { lab: 'two/learners' } });
    const view = AttemptView.parse(await started.json());
    const path = `/api/attempts/${view.id}`;
    expect(AttemptView.parse(await (await reader.send('GET', path)).json())).toEqual(view);
    const events = await reader.send('GET', `${path}/events`);
    expect([events.status, events.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    await events.body?.cancel();
    const finish = await reader.send('POST', `${path}/finish`);
    expect(finish.status).toBe(role === 'manager' ? 403 : 404);
  });

  it('lists each their own only, and tokens too', async () => {
    const [mine, other] = [await api.signedIn(), await api.signedIn()];
    await mine.send('POST', '/api/attempts', { body: { lab: 'two/learners' } });
    const made = await mine.send('POST', '/api/tokens', { body: { name: 'mine', scopes: ['lab.read'] } });
    const { id } = (await made.json()) as { id: string };
    expect(await (await other.send('GET', '/api/attempts')).json()).toEqual([]);
    expect(await (await other.send('GET', '/api/tokens')).json()).toEqual([]);
    expect((await other.send('DELETE', `/api/tokens/${id}`)).status).toBe(404);
    expect(await (await mine.send('GET', '/api/tokens')).json()).toHaveLength(1);
    const labs = (await (await other.send('GET', '/api/labs')).json()) as { mine: { attempts: number } }[];
    expect(labs[0]?.mine.attempts).toBe(0);
  });
});
