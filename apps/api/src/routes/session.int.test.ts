import { AttemptView, TerminalTicket } from '@springboard/contracts/attempts.ts';
import type { Change } from '@springboard/contracts/notifications.ts';
import { redeemTerminalTicket } from '@springboard/core/terminals.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { runEnvironmentJobs } from '@springboard/core/testing/steps.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
const changes: Change[] = [];
let listener: ReturnType<typeof listenForChanges>;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('session/lab'));
  listener = listenForChanges(api.database.url, (change) => void changes.push(change));
  await listener.ready;
});
afterAll(async () => {
  await listener.close();
  await api[Symbol.asyncDispose]();
});

type Learner = Awaited<ReturnType<TestApi['signedIn']>>;
const revokedOf = (personId: string) => ({ kind: 'revoked', personId }) as const;

/** Asks for tickets at an attempt whose nodes take terminals. */
async function ticketsOf(learner: Learner) {
  const started = await learner.send('POST', '/api/attempts', { body: { lab: 'session/lab' } });
  const { id } = AttemptView.parse(await started.json());
  await runEnvironmentJobs(api.world);
  const view = AttemptView.parse(await (await learner.send('GET', `/api/attempts/${id}`)).json());
  const node = view.environment?.nodes.find(({ terminal }) => terminal)?.name;
  return async () => {
    const answer = await learner.send('POST', `/api/attempts/${id}/terminals`, { body: { node, number: 1 } });
    return TerminalTicket.parse(await answer.json()).ticket;
  };
}

it('signing out closes the person’s terminals and voids tickets that were not used yet', async () => {
  const learner = await api.signedIn();
  const ticket = await ticketsOf(learner);
  expect(await redeemTerminalTicket(api.services.core, await ticket())).toMatchObject({ granted: true });
  const unused = await ticket();
  await learner.send('POST', '/api/sign-out');
  expect(await redeemTerminalTicket(api.services.core, unused)).toMatchObject({ reason: 'unknown' });
  await vi.waitFor(() => expect(changes).toContainEqual(revokedOf(learner.person.id)));
});

it('revoking an API token closes the terminals that were opened with it', async () => {
  const learner = await api.signedIn();
  const made = await learner.send('POST', '/api/tokens', { body: { name: 'ci', scopes: ['lab.read'] } });
  const { id } = (await made.json()) as { id: string };
  await learner.send('DELETE', `/api/tokens/${id}`);
  await vi.waitFor(() => expect(changes).toContainEqual(revokedOf(learner.person.id)));
});
