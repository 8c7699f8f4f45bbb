import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { desc } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anApi, type TestApi } from '../testing/an-api.ts';
import { type RunningServer, serve } from './serve.ts';
import { TrustedProxies } from './trusted-proxies.ts';

let api: TestApi;
let server: RunningServer | undefined;
beforeEach(async () => {
  api = await anApi();
});
afterEach(async () => {
  await server?.close();
  await api[Symbol.asyncDispose]();
});

/** The API, asked over connections from 127.0.0.1. */
async function askedBehind(networks: readonly string[]) {
  const services = { ...api.services, trustedProxies: new TrustedProxies(networks) };
  server = await serve(services, { bind: '127.0.0.1', port: 0 });
  const { port } = server;
  return (token: string, forwardedFor: string) =>
    fetch(`http://127.0.0.1:${port}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
      body: JSON.stringify({ token }),
    });
}

const wrong = 'w'.repeat(43);
const statusesOf = async (answers: readonly Promise<Response>[]) =>
  (await Promise.all(answers)).map(({ status }) => status);

it('limits count by the client that a trusted proxy names, whatever else stands in the header', async () => {
  const ask = await askedBehind(['127.0.0.1/32']);
  for (let index = 0; index < 10; index++) {
    // Its own lines before that of the proxy change nothing.
    const { status } = await ask(wrong, `198.51.100.${index}, 203.0.113.5`);
    expect(status).not.toBe(429);
  }
  expect(await statusesOf([ask(wrong, '203.0.113.5'), ask(wrong, '192.0.2.1, 203.0.113.5')])).toEqual([
    429, 429,
  ]);
  expect((await ask(wrong, '203.0.113.6')).status).not.toBe(429);
});

it('without one the header says nothing: neither to limits nor to the audit', async () => {
  const ask = await askedBehind([]);
  for (let index = 0; index < 10; index++) await ask(wrong, `203.0.113.${index}`);
  expect((await ask(wrong, '203.0.113.99')).status).toBe(429);
});

it.each([
  [['127.0.0.1'], '203.0.113.5'],
  [[], '127.0.0.1'],
])('the audit has the address by which somebody signed in, behind %j', async (networks, address) => {
  const ask = await askedBehind(networks);
  const person = await aPerson(api.database.db);
  const { token } = await createSignInLink(api.auth, person.id);
  expect((await ask(token, '10.9.9.9, 203.0.113.5')).ok).toBe(true);
  const [line] = await api.database.db.select().from(auditEvent).orderBy(desc(auditEvent.id));
  expect(line).toMatchObject({ actor: person.id, ip: address });
});
