import type { Actor } from '@springboard/contracts/actor.ts';
import { person, session } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf } from './actor.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './api-tokens.ts';
import { type Auth, createAuth } from './auth.ts';
import { demoTeam, ensureDemoTeam } from './demo-team.ts';
import { endSession, listSessions, revokeSessions } from './sessions.ts';
import { createSignInLink, signInWithToken, signOut } from './sign-in.ts';

const secret = 'x'.repeat(43);
let database: TestDatabase;
let auth: Auth;
beforeAll(async () => {
  database = await withDb();
  auth = createAuth({ db: database.db, secret, url: 'http://localhost:7800' });
});
afterAll(() => database.close());

const from = (headers: Record<string, string> = {}) => ({ headers: new Headers(headers), ip: '192.0.2.7' });
const cookieOf = (setCookie: readonly string[]) => setCookie.map((line) => line.split(';')[0]).join('; ');

async function signedIn(personId: string): Promise<string> {
  const { token } = await createSignInLink(auth, personId);
  return cookieOf((await signInWithToken(auth, token, from())).setCookie);
}

describe('a sign-in link', () => {
  it('signs one person in, once, with a cookie that scripts cannot read', async () => {
    const lena = await aPerson(database.db, { roles: ['learner', 'mentor'] });
    const link = await createSignInLink(auth, lena.email);
    expect(link.url).toBe(`http://localhost:7800/sign-in#${link.token}`);
    const { personId, setCookie } = await signInWithToken(auth, link.token, from());
    expect(personId).toBe(lena.id);
    expect(setCookie).toEqual([expect.stringMatching(/HttpOnly/i)]);
    expect(setCookie[0]).toMatch(/SameSite=Lax/i);
    const identified = await actorOf(auth, from({ cookie: cookieOf(setCookie) }));
    expect(identified?.actor).toMatchObject({
      personId: lena.id,
      scopes: null,
      via: 'session',
      ip: '192.0.2.7',
    });
    expect(new Set(identified?.actor.roles)).toEqual(new Set(['learner', 'mentor']));
    const [came] = await database.db.select().from(person).where(eq(person.id, lena.id));
    expect(came?.lastSignInAt).toBeInstanceOf(Date);
    await expect(signInWithToken(auth, link.token, from())).rejects.toMatchObject({
      code: 'sign-in-link-used',
    });
  });

  it('lets one of two simultaneous uses win', async () => {
    const { id } = await aPerson(database.db);
    const { token } = await createSignInLink(auth, id);
    const uses = await Promise.allSettled([1, 2, 3].map(() => signInWithToken(auth, token, from())));
    expect(uses.filter((use) => use.status === 'fulfilled')).toHaveLength(1);
  });

  it('runs out', async () => {
    const { id } = await aPerson(database.db);
    const { token } = await createSignInLink(auth, id, { ttlSeconds: 0.001 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(signInWithToken(auth, token, from())).rejects.toMatchObject({ code: 'sign-in-link-used' });
  });

  it('is not made for somebody who has left, and an older one does not work either', async () => {
    const { id } = await aPerson(database.db);
    const { token } = await createSignInLink(auth, id);
    await database.db.execute(sql`update person set deactivated_at = now() where id = ${id}`);
    await expect(createSignInLink(auth, id)).rejects.toMatchObject({ code: 'not-found' });
    await expect(signInWithToken(auth, token, from())).rejects.toMatchObject({ code: 'sign-in-link-used' });
  });

  it('has __Host- and Secure cookies when the public address is https', async () => {
    const { id } = await aPerson(database.db);
    const https = createAuth({ db: database.db, secret, url: 'https://labs.example.org' });
    const { token } = await createSignInLink(https, id);
    const { setCookie } = await signInWithToken(https, token, from());
    expect(setCookie[0]).toMatch(/^__Host-springboard/);
    expect(setCookie[0]).toMatch(/; Secure/);
    expect(setCookie[0]).not.toMatch(/Domain/i);
    expect((await actorOf(https, from({ cookie: cookieOf(setCookie) })))?.actor.personId).toBe(id);
  });
});

describe('the list of one’s sessions', () => {
  it('names each browser and the one that asks; one or all can be ended', async () => {
    const { id } = await aPerson(database.db);
    const one = await signedIn(id);
    const two = await signedIn(id);
    const actor = (await actorOf(auth, from({ cookie: two })))?.actor as Actor;
    const asked = new Headers({ cookie: two });
    const listed = await listSessions(auth, actor, asked);
    expect(listed.map(({ current }) => current)).toEqual([true, false]);
    const other = await aPerson(database.db);
    const stranger = (await actorOf(auth, from({ cookie: await signedIn(other.id) })))?.actor as Actor;
    const first = listed[1]?.id ?? '';
    await expect(endSession(auth, stranger, first)).rejects.toMatchObject({ code: 'not-found' });
    await endSession(auth, actor, first);
    expect(await actorOf(auth, from({ cookie: one }))).toBeNull();
    expect(await listSessions(auth, actor, asked)).toHaveLength(1);
    await database.db.transaction((tx) => revokeSessions(tx, id, actor));
    expect(await actorOf(auth, from({ cookie: two }))).toBeNull();
    const [last] = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1);
    expect(last).toMatchObject({ actor: id, via: 'session', action: 'session.revoke-all', subjectId: id });
  });
});

describe('a session', () => {
  it('is nobody with a forged or foreign cookie', async () => {
    const cookie = await signedIn((await aPerson(database.db)).id);
    expect(await actorOf(auth, from({ cookie: `${cookie}x` }))).toBeNull();
    const other = createAuth({ db: database.db, secret: 'y'.repeat(43), url: 'http://localhost:7800' });
    expect(await actorOf(other, from({ cookie }))).toBeNull();
    expect(await actorOf(auth, from())).toBeNull();
  });

  it('ends with sign-out, and only that one', async () => {
    const { id } = await aPerson(database.db);
    const [one, two] = [await signedIn(id), await signedIn(id)];
    expect((await signOut(auth, from({ cookie: one }))).setCookie[0]).toMatch(/Max-Age=0/i);
    expect(await actorOf(auth, from({ cookie: one }))).toBeNull();
    expect((await actorOf(auth, from({ cookie: two })))?.actor.personId).toBe(id);
  });

  it('ends with all others when a person is revoked, and with the person', async () => {
    const { id } = await aPerson(database.db);
    const cookie = await signedIn(id);
    const { token } = await createSignInLink(auth, id);
    await database.db.transaction((tx) => revokeSessions(tx, id, 'system'));
    expect(await actorOf(auth, from({ cookie }))).toBeNull();
    await expect(signInWithToken(auth, token, from())).rejects.toMatchObject({ code: 'sign-in-link-used' });

    const again = await signedIn(id);
    await database.db.execute(sql`update person set deactivated_at = now() where id = ${id}`);
    expect(await actorOf(auth, from({ cookie: again }))).toBeNull();
  });

  it('is prolonged when it was not used for a day', async () => {
    const { id } = await aPerson(database.db);
    const cookie = await signedIn(id);
    expect((await actorOf(auth, from({ cookie })))?.setCookie).toEqual([]);
    await database.db
      .update(session)
      .set({ expiresAt: new Date(Date.now() + 5 * 86_400_000) })
      .where(eq(session.personId, id));
    expect((await actorOf(auth, from({ cookie })))?.setCookie).toHaveLength(1);
    const [row] = await database.db.select().from(session).where(eq(session.personId, id));
    expect(row?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 13 * 86_400_000);
  });
});

describe('an API token', () => {
  it('carries its scopes, no cookie beside it counts, and it ends when revoked', async () => {
    const { id } = await aPerson(database.db);
    const cookie = await signedIn(id);
    const me = (await actorOf(auth, from({ cookie })))?.actor;
    if (!me) throw new Error('not signed in');
    const made = await createApiToken(database.db, me, { name: 'ci', scopes: ['lab.read'], days: 1 });
    expect(made.secret).toMatch(/^sb_[A-Za-z0-9_-]{43}$/);
    const authorization = `Bearer ${made.secret}`;
    expect((await actorOf(auth, from({ authorization })))?.actor).toEqual({
      personId: id,
      roles: ['learner'],
      scopes: ['lab.read'],
      via: 'api-token',
      ip: '192.0.2.7',
    });
    const [listed] = await listApiTokens(database.db, me);
    expect(listed).toMatchObject({ name: 'ci', lastUsedAt: expect.any(String) });
    expect(JSON.stringify(listed)).not.toContain(made.secret);
    const stranger = { ...me, personId: (await aPerson(database.db)).id };
    await expect(revokeApiToken(database.db, stranger, made.id)).rejects.toMatchObject({ code: 'not-found' });
    await revokeApiToken(database.db, me, made.id);
    expect(await actorOf(auth, from({ authorization, cookie }))).toBeNull();
    expect(await listApiTokens(database.db, me)).toEqual([]);
  });

  it('is not given more than its maker has', async () => {
    const { id, roles } = await aPerson(database.db);
    const me = { personId: id, roles, scopes: null, via: 'session', ip: null } as const;
    await expect(
      createApiToken(database.db, me, { name: 'x', scopes: ['audit.read'], days: 1 }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    const narrow = { ...me, scopes: ['token.own.manage'], via: 'api-token' } as const;
    await expect(
      createApiToken(database.db, narrow, { name: 'x', scopes: ['lab.read'], days: 1 }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('the demo team', () => {
  it('is made once and keeps what was changed', async () => {
    await ensureDemoTeam(database.db);
    await database.db.execute(sql`update person set name = 'Lena L.' where id = 'demo-lena'`);
    await ensureDemoTeam(database.db);
    for (const demo of demoTeam) {
      const cookie = await signedIn(demo.email);
      expect((await actorOf(auth, from({ cookie })))?.actor.roles).toEqual([demo.role]);
    }
    const rows = await database.db.execute(sql`select name from person where id = 'demo-lena'`);
    expect(rows.rows).toEqual([{ name: 'Lena L.' }]);
  });

  it('has no place for who has left, and nobody comes back who was erased', async () => {
    await ensureDemoTeam(database.db);
    await database.db.execute(sql`update person set deactivated_at = now() where id = 'demo-lena'`);
    await database.db.execute(sql`delete from person where id = 'demo-olga'`);
    expect((await ensureDemoTeam(database.db)).map(({ id }) => id)).toEqual([
      'demo-arno',
      'demo-mira',
      'demo-max',
    ]);
    await database.db.execute(sql`update person set deactivated_at = null where id = 'demo-lena'`);
  });
});

describe('the audit', () => {
  it('tells of links, sign-ins, sign-outs and tokens, with no secret in it', async () => {
    const { id } = await aPerson(database.db);
    const { token } = await createSignInLink(auth, id);
    const { setCookie } = await signInWithToken(auth, token, from());
    await signOut(auth, from({ cookie: cookieOf(setCookie) }));
    const rows = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.subjectId, id))
      .orderBy(auditEvent.id);
    expect(rows.map((row) => [row.actor, row.via, row.action, row.ip])).toEqual([
      ['system', 'system', 'sign-in-link.create', null],
      [id, 'sign-in-link', 'sign-in', '192.0.2.7'],
      [id, 'session', 'sign-out', '192.0.2.7'],
    ]);
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
