import { Provider } from '@springboard/auth/provider/provider.ts';
import type { ProviderConfig } from '@springboard/config/sign-in/sign-in.ts';
import type { MeView } from '@springboard/contracts/people.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { submission } from '@springboard/db/schema/attempts.ts';
import { helpRequest } from '@springboard/db/schema/help.ts';
import { account, person, personRole, session, teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson, aTeam, type TestPerson } from '@springboard/testkit/people.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInThere } from '../testing/a-browser-without-pages.ts';
import { aProvider, type ProvidersPerson, type TestProvider } from '../testing/a-provider.ts';
import { anApi, publicUrl, type TestApi } from '../testing/an-api.ts';
import { thingsOf } from '../testing/things.ts';

let there: TestProvider;
let api: TestApi;
let settings: ProviderConfig;
beforeAll(async () => {
  there = await aProvider(publicUrl);
  settings = {
    issuer: new URL(there.issuer),
    clientId: there.clientId,
    clientSecret: there.clientSecret,
    scopes: ['openid', 'profile', 'email'],
    label: 'Sign in with Example',
    groupsClaim: 'groups',
    groups: {
      seniors: { roles: ['mentor', 'author'], teams: [] },
      storage: { roles: [], teams: ['Storage', 'No such team'] },
      ops: { roles: ['operator'], teams: [] },
    },
    newcomers: 'in-a-group',
  };
  api = await anApi({ provider: new Provider(settings, publicUrl) });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await there[Symbol.asyncDispose]();
});

const cookieIn = (answer: Response, name: string) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .find((pair) => pair.startsWith(`${name}=`) && pair.length > name.length + 1);

/** Begins a sign-in here, as the page does. */
async function begin(on: TestApi = api) {
  const answer = await on.send('POST', '/api/sign-in/provider');
  expect(answer.status).toBe(200);
  const { url } = (await answer.json()) as { url: string };
  const cookie = cookieIn(answer, 'springboard.begun');
  if (cookie === undefined) throw new Error('no cookie was set');
  return { url, cookie };
}

/** Comes back with this query: where one is sent on to, and the session, if there is one. */
async function finish(query: string, cookie: string | undefined, on: TestApi = api) {
  const headers = cookie === undefined ? {} : { cookie };
  const answer = await on.send('GET', `/api/sign-in/provider/callback${query}`, { headers });
  expect(answer.status).toBe(303);
  return { to: answer.headers.get('location'), session: cookieIn(answer, 'springboard.session_token') };
}

async function signIn(login: string, on: TestApi = api) {
  const { url, cookie } = await begin(on);
  return finish(await signInThere(url, login), cookie, on);
}

async function meOf(cookie: string | undefined): Promise<MeView> {
  const answer = await api.send('GET', '/api/me', { headers: { cookie: cookie ?? '' } });
  expect(answer.status).toBe(200);
  return (await answer.json()) as MeView;
}

let count = 0;
/** Somebody whom the provider knows, by a login of their own. */
function known(claims: ProvidersPerson): string {
  count += 1;
  const login = `login-${count}`;
  there.people.set(login, { email_verified: true, name: `Login ${count}`, ...claims });
  return login;
}

/** Somebody of ours, and of the provider by their address. */
async function ofBoth(roles: readonly Role[], claims: ProvidersPerson = {}) {
  const ours = await aPerson(api.database.db, { roles });
  return { ours, login: known({ email: ours.email.toUpperCase(), ...claims }) };
}

const auditOf = async (id: string) => {
  const rows = await api.database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
  return rows.map(({ action, via, detail }) => ({ action, via, ...detail }));
};
const rolesOf = async ({ id }: TestPerson) =>
  (await api.database.db.select().from(personRole).where(eq(personRole.personId, id)))
    .map(({ role }) => role)
    .toSorted();

describe('signing in by the provider', () => {
  it('is offered under its label', async () => {
    const answer = await api.send('GET', '/api/sign-in');
    expect(await answer.json()).toEqual({ passwords: true, provider: { label: 'Sign in with Example' } });
  });

  it('asks for a code with PKCE, state and nonce, and tells nothing that is secret', async () => {
    const { url, cookie } = await begin();
    const { searchParams: asked, origin } = new URL(url);
    expect(origin).toBe(there.issuer);
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      redirect_uri: `${publicUrl}/api/sign-in/provider/callback`,
      scope: 'openid profile email',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(url).not.toContain(cookie.split('=')[1] ?? '');
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await api.send('POST', '/api/sign-in/provider', { headers })).status).toBe(403);
  });

  it('binds the account to the person of the verified address, and knows them by the account from then on', async () => {
    const { ours, login } = await ofBoth(['learner']);
    const first = await signIn(login);
    expect(first.to).toBe('/sign-in?provider=done');
    expect((await meOf(first.session)).id).toBe(ours.id);
    expect(await auditOf(ours.id)).toEqual([
      {
        action: 'provider-account.bind',
        via: 'system',
        issuer: there.issuer,
        subject: login,
        from: 'provider',
      },
      { action: 'sign-in', via: 'provider' },
    ]);
    there.people.set(login, { email: 'somebody.else@example.org', email_verified: false });
    expect((await meOf((await signIn(login)).session)).id).toBe(ours.id);
  });

  it('gives what groups give and takes it away again, and leaves what was given by hand', async () => {
    const { db } = api.database;
    const storage = await aTeam(db, { name: 'Storage' });
    const other = await aTeam(db);
    const { ours, login } = await ofBoth(['learner', 'author'], {
      groups: ['seniors', 'storage', 'unknown'],
    });
    await db.insert(teamMember).values({ teamId: other.id, personId: ours.id });
    const { session: cookie } = await signIn(login);
    const me = await meOf(cookie);
    expect(me.roles).toEqual(['learner', 'author', 'mentor']);
    expect(me.teams.map(({ name }) => name).toSorted()).toEqual(['Storage', other.name].toSorted());
    expect(api.logged()).toContain('"unknownTeams":["No such team"]');
    expect(await auditOf(ours.id)).toContainEqual({
      action: 'person.change',
      via: 'system',
      changed: [],
      given: ['mentor'],
      taken: [],
      from: 'groups',
    });

    there.people.set(login, { groups: [] });
    const later = await meOf((await signIn(login)).session);
    expect(later.roles).toEqual(['learner', 'author']);
    expect(later.teams.map(({ name }) => name)).toEqual([other.name]);
    const told = (await auditOf(ours.id)).map(({ action }) => action);
    expect(told.filter((action) => /^(team|person)\./.test(action))).toEqual([
      'person.change',
      'team.join',
      'person.change',
      'team.leave',
    ]);
    expect(await auditOf(ours.id)).toContainEqual(expect.objectContaining({ teamId: storage.id }));
    // The session of before has no more rights than the one of now.
    expect((await meOf(cookie)).roles).toEqual(['learner', 'author']);
  });

  it('gives back questions and reviews that a mentor had taken who is none any more by their groups', async () => {
    const { db } = api.database;
    const { ours, login } = await ofBoth(['learner'], { groups: ['seniors'] });
    await signIn(login);
    const make = await thingsOf(api);
    const asked = await make('help', (await aPerson(db)).id);
    const work = await make('submission', (await aPerson(db)).id);
    const [question, handedIn] = [
      eq(helpRequest.id, asked.path.id ?? ''),
      eq(submission.attemptId, work.path.id ?? ''),
    ];
    const takenAt = new Date();
    await db.update(helpRequest).set({ state: 'taken', mentorId: ours.id, takenAt }).where(question);
    await db.update(submission).set({ takenBy: ours.id, takenAt }).where(handedIn);
    await signIn(login);
    expect((await db.select().from(submission).where(handedIn))[0]).toMatchObject({ takenBy: ours.id });

    there.people.set(login, { groups: [] });
    await signIn(login);
    expect((await db.select().from(helpRequest).where(question))[0]).toMatchObject({
      state: 'waiting',
      mentorId: null,
    });
    expect((await db.select().from(submission).where(handedIn))[0]).toMatchObject({
      takenBy: null,
      takenAt: null,
    });
  });

  it('a role that an operator took by hand comes back with the group, and stays the group’s', async () => {
    const { ours, login } = await ofBoth(['learner'], { groups: ['seniors'] });
    await signIn(login);
    const { send } = await api.signedIn(['operator']);
    const body = { name: ours.name, email: ours.email, roles: ['learner', 'mentor'] };
    expect((await send('PUT', `/api/people/${ours.id}`, { body })).status).toBe(200);
    expect(await rolesOf(ours)).toEqual(['learner', 'mentor']);
    await signIn(login);
    expect(await rolesOf(ours)).toEqual(['author', 'learner', 'mentor']);
    there.people.set(login, {});
    await signIn(login);
    expect(await rolesOf(ours)).toEqual(['learner']);
    expect(api.logged()).toContain('The provider said nothing of groups');
  });

  it('makes newcomers who are in a group, with what it gives or else as learners, and refuses others', async () => {
    const mentor = await meOf(
      (await signIn(known({ email: 'new1@example.org', groups: ['seniors'] }))).session,
    );
    expect(mentor).toMatchObject({
      email: 'new1@example.org',
      name: expect.any(String),
      roles: ['author', 'mentor'],
    });
    const learner = await meOf(
      (await signIn(known({ email: 'new2@example.org', groups: ['storage'] }))).session,
    );
    expect(learner.roles).toEqual(['learner']);
    const refused = await signIn(known({ email: 'new3@example.org', groups: ['unknown'] }));
    expect(refused).toEqual({ to: '/sign-in?provider=unknown', session: undefined });
    expect(await api.database.db.$count(person, eq(person.email, 'new3@example.org'))).toBe(0);
  });

  it('lets nobody in whose last role a group took, and says so', async () => {
    const login = known({ email: 'new4@example.org', groups: ['seniors'] });
    const { session: cookie } = await signIn(login);
    const { id } = await meOf(cookie);
    there.people.set(login, { groups: [] });
    expect(await signIn(login)).toEqual({ to: '/sign-in?provider=no-role', session: undefined });
    expect((await api.send('GET', '/api/me', { headers: { cookie: cookie ?? '' } })).status).toBe(403);
    expect((await auditOf(id)).at(-1)).toMatchObject({ action: 'sign-in.refuse', why: 'no-role' });
  });
});

it('the last operator stays one, whatever the groups say', async () => {
  await using other = await anApi({ provider: new Provider({ ...settings, newcomers: 'all' }, publicUrl) });
  const login = known({ email: 'only@example.org', groups: ['ops'] });
  const rights = async () => {
    const { session: cookie } = await signIn(login, other);
    const answer = await other.send('GET', '/api/me', { headers: { cookie: cookie ?? '' } });
    return ((await answer.json()) as MeView).roles;
  };
  expect(await rights()).toEqual(['operator']);
  there.people.set(login, { groups: [] });
  expect(await rights()).toEqual(['operator']);
  await aPerson(other.database.db, { roles: ['operator'] });
  expect((await signIn(login, other)).to).toBe('/sign-in?provider=no-role');
});

describe('a sign-in comes to nothing', () => {
  const refused = (why: string) => ({ to: `/sign-in?provider=${why}`, session: undefined });

  it('with another state, or in another browser', async () => {
    const { login } = await ofBoth(['learner']);
    const mine = await begin();
    const theirs = await begin();
    const query = await signInThere(theirs.url, login);
    // Somebody else's answer, put before this browser.
    expect(await finish(query, mine.cookie)).toEqual(refused('not-begun'));
    expect(await finish(query, undefined)).toEqual(refused('not-begun'));
    expect(await finish(query, 'springboard.begun=x')).toEqual(refused('not-begun'));
    const forged = new URLSearchParams(query);
    forged.set('state', 'A'.repeat(43));
    expect(await finish(`?${forged}`, theirs.cookie)).toEqual(refused('not-begun'));
    expect((await finish(query, theirs.cookie)).to).toBe('/sign-in?provider=done');
  });

  it('with a code that was used before', async () => {
    const { login } = await ofBoth(['learner']);
    const { url, cookie } = await begin();
    const query = await signInThere(url, login);
    expect((await finish(query, cookie)).session).toBeDefined();
    expect(await finish(query, cookie)).toEqual(refused('not-begun'));
  });

  it('with a token for another nonce', async () => {
    const { login } = await ofBoth(['learner']);
    const { url, cookie } = await begin();
    const other = new URL(url);
    other.searchParams.set('nonce', 'N'.repeat(43));
    expect(await finish(await signInThere(other.href, login), cookie)).toEqual(refused('not-valid'));
  });

  it('with a code that was asked for with another verifier', async () => {
    const { login } = await ofBoth(['learner']);
    const { url, cookie } = await begin();
    const other = new URL(url);
    other.searchParams.set('code_challenge', 'C'.repeat(43));
    expect(await finish(await signInThere(other.href, login), cookie)).toEqual(refused('not-begun'));
  });

  it.each([
    ['of another issuer', (query: URLSearchParams) => query.set('iss', 'https://evil.example')],
    ['without its issuer', (query: URLSearchParams) => query.delete('iss')],
    ['with two codes', (query: URLSearchParams) => query.append('code', 'other')],
    ['without a code', (query: URLSearchParams) => query.delete('code')],
  ])('with an answer %s', async (_, change) => {
    const { login } = await ofBoth(['learner']);
    const { url, cookie } = await begin();
    const query = new URLSearchParams(await signInThere(url, login));
    change(query);
    expect(await finish(`?${query}`, cookie)).toEqual(refused('not-valid'));
  });

  it('for the first time without a verified address', async () => {
    for (const email_verified of [false, undefined]) {
      const { ours, login } = await ofBoth(['learner'], { email_verified } as ProvidersPerson);
      expect(await signIn(login)).toEqual(refused('no-email'));
      expect(await api.database.db.$count(account, eq(account.personId, ours.id))).toBe(0);
    }
    const noAddress = { email_verified: true, groups: ['seniors'] };
    expect(await signIn(known(noAddress))).toEqual(refused('no-email'));
  });

  it('for who has left, whether they came this way before or not', async () => {
    const leave = (id: string) =>
      api.database.db.update(person).set({ deactivatedAt: new Date() }).where(eq(person.id, id));
    const was = await ofBoth(['learner']);
    const { session: cookie } = await signIn(was.login);
    const never = await ofBoth(['learner']);
    await leave(was.ours.id);
    await leave(never.ours.id);
    expect(await signIn(was.login)).toEqual(refused('left'));
    expect(await signIn(never.login)).toEqual(refused('left'));
    expect((await api.send('GET', '/api/me', { headers: { cookie: cookie ?? '' } })).status).toBe(401);
    expect((await auditOf(was.ours.id)).at(-1)).toMatchObject({ action: 'sign-in.refuse', why: 'left' });
  });

  it('for another account with the address of somebody who has one', async () => {
    const { ours, login } = await ofBoth(['learner']);
    await signIn(login);
    expect(await signIn(known({ email: ours.email }))).toEqual(refused('bound-elsewhere'));
  });

  it('for the operator on the host, whose address nobody has', async () => {
    await api.database.db
      .insert(person)
      .values({ id: 'host-operator', name: 'Operator on the host', email: 'host-operator@localhost' });
    expect(await signIn(known({ email: 'host-operator@localhost' }))).toEqual(refused('unknown'));
  });

  it.each([
    ['access_denied', 'denied'],
    ['server_error', 'refused'],
  ])('when the provider answers %s, and its words are not passed on', async (error, why) => {
    const { url, cookie } = await begin();
    const state = new URL(url).searchParams.get('state') ?? '';
    const answer = { error, error_description: 'call this number', state, iss: there.issuer };
    const { to } = await finish(`?${new URLSearchParams(answer)}`, cookie);
    expect(to).toBe(`/sign-in?provider=${why}`);
    expect(api.logged()).not.toContain('this number');
  });

  it('and leads to no other site, whatever is in the address', async () => {
    const { login } = await ofBoth(['learner']);
    const { url, cookie } = await begin();
    const query = await signInThere(url, login);
    const evil = 'https://evil.example/';
    const more = new URLSearchParams({ returnTo: evil, redirect_uri: evil, post_login: '//evil.example' });
    expect((await finish(`${query}&${more}`, cookie)).to).toBe('/sign-in?provider=done');
    expect((await finish(`?${more}`, undefined)).to).toBe('/sign-in?provider=not-begun');
  });

  it('while the provider is away; links work meanwhile', async () => {
    await using other = await anApi({ provider: new Provider(settings, publicUrl) });
    const { login } = await ofBoth(['learner']);
    const begun = await begin();
    const query = await signInThere(begun.url, login);
    await there.down();
    expect(await finish(query, begun.cookie)).toEqual(refused('unavailable'));
    const answer = await other.send('POST', '/api/sign-in/provider');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'provider-unavailable' });
    const { cookie } = await other.signedIn();
    expect((await other.send('GET', '/api/me', { headers: { cookie } })).status).toBe(200);
    await there.up();
    expect((await other.send('POST', '/api/sign-in/provider')).status).toBe(200);
  });

  it('and nothing of any of it is in the log', async () => {
    const { login } = await ofBoth(['learner']);
    const { url, cookie } = await begin();
    const query = await signInThere(url, login);
    await finish(query, cookie);
    await finish(query, cookie);
    const code = new URLSearchParams(query).get('code') ?? '';
    expect(code).not.toBe('');
    for (const secret of [code, cookie.split('=')[1] ?? '', there.clientSecret, 'eyJ'])
      expect(api.logged()).not.toContain(secret);
  });
});

describe('signing out', () => {
  it('leads to the provider for a session that it opened, and the ID token ends with the session', async () => {
    const { ours, login } = await ofBoth(['learner']);
    const { session: cookie } = await signIn(login);
    const answer = await api.send('POST', '/api/sign-out', { headers: { cookie: cookie ?? '' } });
    const { continueAt } = (await answer.json()) as { continueAt: string };
    const { origin, searchParams } = new URL(continueAt);
    expect(origin).toBe(there.issuer);
    expect(searchParams.get('post_logout_redirect_uri')).toBe(`${publicUrl}/sign-in`);
    expect(searchParams.get('id_token_hint')).toMatch(/^eyJ/);
    expect((await fetch(continueAt)).status).toBe(200);
    expect(await api.database.db.$count(session, eq(session.personId, ours.id))).toBe(0);
  });

  it('ends here for any other session, and for none', async () => {
    const { send } = await api.signedIn();
    expect(await (await send('POST', '/api/sign-out')).json()).toEqual({ continueAt: null });
    expect(await (await api.send('POST', '/api/sign-out')).json()).toEqual({ continueAt: null });
  });
});
