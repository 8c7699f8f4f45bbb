import { createSignInLink } from '@springboard/auth/sign-in.ts';
import type { OwnPasswordView } from '@springboard/contracts/sign-in.ts';
import { account, person, session } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInLimits } from '../http/sign-in-limits.ts';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
let now = 0;
beforeAll(async () => {
  api = await anApi();
  Object.assign(api.services, { signInLimits: signInLimits(() => now) });
});
afterAll(() => api[Symbol.asyncDispose]());

const [first, second] = ['correct horse battery', 'staple of another kind'];
const cookieIn = (answer: Response) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

function signIn(email: string, password: string, on: TestApi = api) {
  return on.send('POST', '/api/sign-in/password', { body: { email, password } });
}

/** Somebody who came by a link and has set a password. */
async function withPassword() {
  const learner = await api.signedIn();
  const answer = await learner.send('PUT', '/api/me/password', { body: { password: first } });
  expect(answer.status).toBe(204);
  return learner;
}

/** The link that somebody came by is hours old. */
const longAgo = (personId: string) =>
  api.database.db
    .update(session)
    .set({ createdAt: new Date(Date.now() - 2 * 3_600_000) })
    .where(eq(session.personId, personId));

const auditOf = async (id: string) => {
  const rows = await api.database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
  return rows.map(({ action, via, detail }) => ({ action, via, ...detail }));
};

describe('a password', () => {
  it('is set by who came by a link, and signs them in by their address, however that is written', async () => {
    const learner = await api.signedIn();
    const before = await learner.send('GET', '/api/me/password');
    expect(await before.json()).toEqual({ setAt: null, oldNeeded: false });
    await learner.send('PUT', '/api/me/password', { body: { password: first } });
    const answer = await signIn(` ${learner.person.email.toUpperCase()} `, first);
    expect(answer.status).toBe(204);
    const me = await api.send('GET', '/api/me', { headers: { cookie: cookieIn(answer) } });
    expect(await me.json()).toMatchObject({ id: learner.person.id });
    expect((await auditOf(learner.person.id)).slice(1)).toEqual([
      { action: 'sign-in', via: 'sign-in-link' },
      { action: 'password.set', via: 'session' },
      { action: 'sign-in', via: 'password' },
    ]);
    const [row] = await api.database.db.select().from(account).where(eq(account.personId, learner.person.id));
    expect(row?.password).toMatch(/^\$argon2id\$/);
    expect(api.logged()).not.toContain(first);
  });

  it('is changed by who knows the present one; every other session ends, this one goes on', async () => {
    const { person: owner, send, cookie } = await withPassword();
    const other = cookieIn(await signIn(owner.email, first));
    await longAgo(owner.id);
    const view = (await (await send('GET', '/api/me/password')).json()) as OwnPasswordView;
    expect(view).toEqual({ setAt: expect.any(String), oldNeeded: true });
    const missing = await send('PUT', '/api/me/password', { body: { password: second } });
    expect(missing.status).toBe(422);
    expect(await missing.json()).toMatchObject({ errors: [{ path: 'old' }] });
    const wrong = await send('PUT', '/api/me/password', { body: { old: second, password: second } });
    expect(await wrong.json()).toMatchObject({ code: 'wrong-password' });
    expect((await signIn(owner.email, first)).status).toBe(204);

    const right = await send('PUT', '/api/me/password', { body: { old: first, password: second } });
    expect(right.status).toBe(204);
    const status = async (of: string) =>
      (await api.send('GET', '/api/me', { headers: { cookie: of } })).status;
    expect([await status(cookie), await status(other)]).toEqual([200, 401]);
    expect((await signIn(owner.email, first)).status).toBe(403);
    expect((await signIn(owner.email, second)).status).toBe(204);
    expect((await auditOf(owner.id)).map(({ action }) => action)).toContain('password.change');
  });

  it('that was forgotten is set anew by who has just come by a link, and by nobody else', async () => {
    const { person: owner } = await withPassword();
    const byPassword = cookieIn(await signIn(owner.email, first));
    const change = (cookie: string) =>
      api.send('PUT', '/api/me/password', { body: { password: second }, headers: { cookie } });
    expect((await change(byPassword)).status).toBe(422);
    const { token } = await createSignInLink(api.auth, owner.id);
    const byLink = cookieIn(await api.send('POST', '/api/sign-in', { body: { token } }));
    expect((await change(byLink)).status).toBe(204);
    expect((await signIn(owner.email, second)).status).toBe(204);
  });

  it.each([
    ['short', 'elevenchars', 'password'],
    ['the name', 'Person 123456', 'password'],
  ])('is not taken when it is %s', async (_, password, path) => {
    const { send, person: owner } = await api.signedIn();
    await api.database.db.update(person).set({ name: 'Person 123456' }).where(eq(person.id, owner.id));
    const answer = await send('PUT', '/api/me/password', { body: { password } });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: [{ path }] });
    expect(await api.database.db.$count(account, eq(account.personId, owner.id))).toBe(0);
  });

  it('is not set for the first time by an API token, which would get in for good', async () => {
    const { send } = await api.signedIn();
    const made = await send('POST', '/api/tokens', {
      body: { name: 'ci', scopes: ['session.own.manage'] },
    });
    const { secret } = (await made.json()) as { secret: string };
    const answer = await api.send('PUT', '/api/me/password', {
      body: { password: first },
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer.status).toBe(409);
  });
});

describe('who does not get in by a password', () => {
  it('is answered alike for an unknown address, for one without a password, and for another password', async () => {
    const { person: owner } = await withPassword();
    const without = await aPerson(api.database.db);
    const answers = await Promise.all(
      [
        ['nobody@example.org', first],
        [without.email, first],
        [owner.email, second],
      ].map(async ([email = '', password = '']) => {
        const answer = await signIn(email, password);
        const { instance: _, ...problem } = (await answer.json()) as Record<string, unknown>;
        return { status: answer.status, cookies: answer.headers.getSetCookie(), problem };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 403, cookies: [], problem: { code: 'wrong-password' } });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect((await auditOf(owner.id)).at(-1)).toMatchObject({
      action: 'sign-in.refuse',
      via: 'password',
      why: 'wrong-password',
    });
  });

  it('has left: who knows the password is told so', async () => {
    const { person: owner } = await withPassword();
    await api.database.db.execute(sql`update person set deactivated_at = now() where id = ${owner.id}`);
    expect(await (await signIn(owner.email, second)).json()).toMatchObject({ code: 'wrong-password' });
    expect(await (await signIn(owner.email, first)).json()).toMatchObject({
      code: 'forbidden',
      title: 'You cannot sign in any more',
    });
  });

  it('guesses: an account has ten tries in a quarter of an hour, from wherever, also all at once', async () => {
    now += 3_600_000;
    const { person: owner } = await withPassword();
    // As if each came from somewhere else.
    const limits = api.services.signInLimits;
    Object.assign(limits, { passwordsFrom: { begin: () => ({ forget: () => {} }) } });
    const tries = await Promise.all(Array.from({ length: 14 }, () => signIn(owner.email, second)));
    expect(tries.map(({ status }) => status).toSorted()).toEqual([
      ...Array.from({ length: 10 }, () => 403),
      ...Array.from({ length: 4 }, () => 429),
    ]);
    expect(await (await signIn(owner.email, first)).json()).toMatchObject({ code: 'too-many-requests' });
    now += 16 * 60_000;
    expect((await signIn(owner.email, first)).status).toBe(204);
    Object.assign(api.services, { signInLimits: signInLimits(() => now) });
  });

  it('guesses: an address has ten tries a minute, at whatever accounts', async () => {
    now += 3_600_000;
    for (let index = 0; index < 10; index += 1)
      expect((await signIn(`nobody-${index}@example.org`, first)).status).toBe(403);
    expect((await signIn('nobody@example.org', first)).status).toBe(429);
    now += 61_000;
    expect((await signIn('nobody@example.org', first)).status).toBe(403);
  });

  it('comes from another site, or where passwords are not used', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const body = { email: 'a@example.org', password: first };
    expect((await api.send('POST', '/api/sign-in/password', { body, headers })).status).toBe(403);
    await using other = await anApi();
    Object.assign(other.services, { passwords: false });
    expect((await signIn('a@example.org', first, other)).status).toBe(404);
    const learner = await other.signedIn();
    expect((await learner.send('GET', '/api/me/password')).status).toBe(404);
    expect((await learner.send('PUT', '/api/me/password', { body: { password: first } })).status).toBe(404);
    expect(await (await other.send('GET', '/api/sign-in')).json()).toEqual({
      passwords: false,
      provider: null,
    });
  });
});
