import { AttemptView } from '@springboard/contracts/attempts.ts';
import { DemandView } from '@springboard/contracts/demands.ts';
import { EnvironmentDetail, EnvironmentSummary, FleetView } from '@springboard/contracts/fleet.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { runEnvironmentJobs } from '@springboard/core/testing/steps.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { anApi, type Send, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
let operator: Send;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('fleet/lab'));
  operator = (await api.signedIn(['operator'])).send;
});
afterAll(() => api[Symbol.asyncDispose]());

async function aReadyEnvironment() {
  const learner = await api.signedIn();
  const started = await learner.send('POST', '/api/attempts', { body: { lab: 'fleet/lab' } });
  const { id } = AttemptView.parse(await started.json());
  await runEnvironmentJobs(api.world);
  const look = async () => AttemptView.parse(await (await learner.send('GET', `/api/attempts/${id}`)).json());
  return { environmentId: (await look()).environment?.id ?? '', look };
}

/** The next event of a stream that a reader has begun, as the view in it. */
async function* fleetEvents(answer: Response) {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield FleetView.parse(JSON.parse(data));
    }
  }
}

it('lists, shows, and takes away an environment, and its learner is told', async () => {
  const { environmentId, look } = await aReadyEnvironment();
  const listed = z
    .array(EnvironmentSummary)
    .parse(await (await operator('GET', '/api/environments?state=ready')).json());
  expect(listed.map((one) => one.id)).toContain(environmentId);
  const detail = await operator('GET', `/api/environments/${environmentId}`);
  expect(EnvironmentDetail.parse(await detail.json()).events.length).toBeGreaterThan(5);
  expect((await operator('POST', `/api/environments/${environmentId}/retry`)).status).toBe(409);
  expect((await operator('DELETE', `/api/environments/${environmentId}`)).status).toBe(202);
  await runEnvironmentJobs(api.world);
  expect((await look()).environment).toMatchObject({
    state: 'destroyed',
    problem: { title: 'An operator ended this environment' },
  });
});

it('refuses a filter that is none, and a target beyond all measure', async () => {
  expect((await operator('GET', '/api/environments?state=asleep')).status).toBe(422);
  const set = (body: object, topology = 'pair') => operator('PUT', `/api/pools/${topology}`, { body });
  expect((await set({ target: 201, mode: 'running' })).status).toBe(422);
  expect((await set({ target: 1, mode: 'cold' })).status).toBe(422);
  expect((await set({ target: 1, mode: 'running' }, 'nothing')).status).toBe(404);
});

it('takes what will be wanted, shows it, and forgets it again', async () => {
  api.world.clock.move(3_600_000);
  const hour = (count: number) => new Date(api.world.clock.now.getTime() + count * 3_600_000).toISOString();
  const add = (body: object, topology = 'pair') =>
    operator('POST', `/api/pools/${topology}/demands`, { body });
  const wanted = { count: 4, from: hour(0), until: hour(1), reason: 'A class' };
  const answer = await add(wanted);
  expect(answer.status).toBe(201);
  const demand = DemandView.parse(await answer.json());
  expect(demand).toMatchObject(wanted);
  const later = DemandView.parse(await (await add({ ...wanted, from: hour(24), until: hour(26) })).json());
  const pools = async () => FleetView.parse(await (await operator('GET', '/api/fleet')).json()).pools;
  expect(await pools()).toMatchObject([{ target: 0, wanted: 4, demands: [demand, later] }]);

  for (const bad of [{ count: 0 }, { until: hour(-2) }, { reason: ' ' }, { until: hour(24 * 40) }])
    expect([bad, (await add({ ...wanted, ...bad })).status]).toEqual([bad, 422]);
  const over = await add({ ...wanted, from: hour(-3), until: hour(-2) });
  expect([over.status, await over.json()]).toMatchObject([
    422,
    { code: 'invalid-input', title: 'That time is over', errors: [{ path: 'until' }] },
  ]);
  expect((await add(wanted, 'nothing')).status).toBe(404);

  expect((await operator('DELETE', `/api/demands/${demand.id}`)).status).toBe(204);
  expect((await operator('DELETE', `/api/demands/${demand.id}`)).status).toBe(404);
  expect(await pools()).toMatchObject([{ wanted: 0, demands: [later] }]);
  api.world.clock.move(27 * 3_600_000);
  expect(await pools()).toMatchObject([{ wanted: 0, demands: [] }]);
  expect((await operator('DELETE', `/api/demands/${later.id}`)).status).toBe(404);

  const lines = await api.database.db.select().from(auditEvent).where(eq(auditEvent.subjectKind, 'pool'));
  expect(lines.map(({ action, subjectId, detail }) => ({ action, subjectId, detail }))).toMatchObject([
    { action: 'pool.demand', subjectId: 'pair', detail: { demand: demand.id, count: 4, reason: 'A class' } },
    { action: 'pool.demand', detail: { demand: later.id } },
    { action: 'pool.forget', subjectId: 'pair', detail: { demand: demand.id, count: 4 } },
  ]);
});

it('pushes the whole fleet at once, and again when a pool or an environment changes', async () => {
  const abort = new AbortController();
  const answer = await operator('GET', '/api/fleet/events', { signal: abort.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const events = fleetEvents(answer);
  const until = async (wanted: (fleet: FleetView) => boolean) => {
    for (;;) {
      const { value, done } = await events.next();
      if (done) throw new Error('the stream ended');
      if (wanted(value)) return value;
    }
  };
  await until((fleet) => fleet.pools.every((pool) => pool.target === 0));
  expect((await operator('PUT', '/api/pools/pair', { body: { target: 3, mode: 'frozen' } })).status).toBe(
    204,
  );
  await until((fleet) => fleet.pools.some((pool) => pool.target === 3 && pool.mode === 'frozen'));
  const learner = await api.signedIn();
  await learner.send('POST', '/api/attempts', { body: { lab: 'fleet/lab' } });
  await until((fleet) => fleet.queue.length === 1);
  abort.abort();
  await events.return(undefined);
  await operator('PUT', '/api/pools/pair', { body: { target: 0, mode: 'running' } });
});

it('ends the stream of an operator who is none any more', async () => {
  const { send, person } = await api.signedIn(['operator']);
  const events = fleetEvents(await send('GET', '/api/fleet/events'));
  expect((await events.next()).done).toBe(false);
  await api.database.db.execute(`delete from person_role where person_id = '${person.id}'`);
  await api.database.db.execute(
    `select pg_notify('springboard_change', '{"kind":"revoked","personId":"${person.id}"}')`,
  );
  let ended = false;
  while (!ended) ended = (await events.next()).done === true;
  expect(ended).toBe(true);
});
