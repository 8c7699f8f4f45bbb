import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anApi, publicUrl, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
  await publish(api.database.db, aLab('http/lab'));
});
afterAll(() => api[Symbol.asyncDispose]());

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await answer.json()) as { status: number; code: string; instance: string };
  expect(problem.status).toBe(answer.status);
  expect(problem).toMatchObject({
    type: `urn:springboard:problem:${problem.code}`,
    title: expect.any(String),
    detail: expect.any(String),
    instance: `urn:springboard:request:${answer.headers.get('x-request-id')}`,
  });
  return problem;
}

describe('problem details', () => {
  it.each([
    ['an unknown address', 'GET', '/api/nothing', undefined, 404, 'not-found'],
    ['a wrong method', 'DELETE', '/api/labs', undefined, 404, 'not-found'],
    ['an id that is none', 'GET', '/api/attempts/7', undefined, 404, 'not-found'],
    ['bad JSON', 'POST', '/api/attempts', '{"lab":', 422, 'invalid-input'],
    ['a missing body', 'POST', '/api/attempts', undefined, 422, 'invalid-input'],
    ['a wrong field', 'POST', '/api/attempts', { lab: '../etc' }, 422, 'invalid-input'],
    ['a body beyond all measure', 'POST', '/api/attempts', { lab: 'x'.repeat(70_000) }, 422, 'invalid-input'],
    ['an unknown lab', 'POST', '/api/attempts', { lab: 'no/lab' }, 404, 'not-found'],
  ])('answer %s', async (_, method, path, body, status, code) => {
    const { send } = await api.signedIn();
    const answer = await send(method, path, body === undefined ? {} : { body });
    expect(answer.status).toBe(status);
    expect((await problemOf(answer)).code).toBe(code);
  });

  it('name the fields of bad input', async () => {
    const { send } = await api.signedIn();
    const answer = await send('POST', '/api/tokens', { body: { name: '', scopes: [] } });
    expect(await answer.json()).toMatchObject({
      errors: [expect.objectContaining({ path: 'name' }), expect.objectContaining({ path: 'scopes' })],
    });
  });

  it('tell nothing of what went wrong inside, and log it without secrets', async () => {
    const { send, cookie } = await api.signedIn();
    await api.database.db.execute('alter table lab rename to lab_away');
    const answer = await send('GET', '/api/labs');
    await api.database.db.execute('alter table lab_away rename to lab');
    expect(answer.status).toBe(500);
    expect(JSON.stringify(await problemOf(answer))).not.toMatch(/select|relation|lab_away/);
    expect(api.logged()).toContain('relation');
    expect(api.logged()).toContain(answer.headers.get('x-request-id'));
    expect(api.logged()).not.toContain(cookie.split('=')[1]?.split('.')[0]);
  });
});

describe('the log', () => {
  it('does not tell a session’s token even when looking the session up fails', async () => {
    const { send, cookie } = await api.signedIn();
    await api.database.db.execute('alter table session rename to session_away');
    const answer = await send('GET', '/api/me');
    await api.database.db.execute('alter table session_away rename to session');
    expect(answer.status).toBe(500);
    expect(api.logged()).toContain('Failed query');
    const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
    expect(token).toMatch(/^\w{32}$/);
    expect(api.logged()).not.toContain(token);
  });
});

describe('a write', () => {
  const foreign: [string, Record<string, string>][] = [
    ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['of another port of this host', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' }],
    ['of another origin, by an old browser', { origin: 'https://evil.example' }],
    ['of a sandboxed page', { origin: 'null' }],
  ];
  it.each(foreign)('%s is refused, signing in and out included', async (_, headers) => {
    const { cookie, person } = await api.signedIn();
    const { token } = await createSignInLink(api.auth, person.id);
    for (const [path, body] of [
      ['/api/attempts', { lab: 'http/lab' }],
      ['/api/sign-in', { token }],
      ['/api/sign-out', {}],
    ] as const) {
      const answer = await api.send('POST', path, { body, headers: { cookie, ...headers } });
      expect(answer.status, path).toBe(403);
      expect((await problemOf(answer)).code).toBe('forbidden');
    }
    const still = await api.send('GET', '/api/me', { headers: { cookie } });
    expect(still.status).toBe(200);
  });

  it('of our pages is taken, whether the browser says so by Sec-Fetch-Site or by Origin', async () => {
    const { cookie } = await api.signedIn();
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: publicUrl }]) {
      const answer = await api.send('POST', '/api/attempts', {
        body: { lab: 'http/lab' },
        headers: { cookie, ...headers },
      });
      expect(answer.status).toBe(201);
    }
  });

  it('with an API token needs neither', async () => {
    const { send } = await api.signedIn();
    const made = await send('POST', '/api/tokens', { body: { name: 'cli', scopes: ['attempt.own.write'] } });
    const { secret } = (await made.json()) as { secret: string };
    const answer = await api.send('POST', '/api/attempts', {
      body: { lab: 'http/lab' },
      headers: { authorization: `Bearer ${secret}` },
    });
    expect(answer.status).toBe(201);
  });
});

describe('signing in', () => {
  it('works once, is recorded, and signing out ends it', async () => {
    const person = await aPerson(api.database.db, { roles: ['operator'], name: 'Olga' });
    const { token } = await createSignInLink(api.auth, person.id);
    const first = await api.send('POST', '/api/sign-in', { body: { token } });
    expect(first.status).toBe(204);
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = await api.send('GET', '/api/me', { headers: { cookie } });
    expect(await me.json()).toMatchObject({
      name: 'Olga',
      roles: ['operator'],
      permissions: expect.arrayContaining(['audit.read']),
    });
    const second = await api.send('POST', '/api/sign-in', { body: { token } });
    expect(second.status).toBe(410);
    expect((await problemOf(second)).code).toBe('sign-in-link-used');

    const out = await api.send('POST', '/api/sign-out', { headers: { cookie } });
    expect(out.headers.getSetCookie()[0]).toMatch(/Max-Age=0/i);
    expect((await api.send('GET', '/api/me', { headers: { cookie } })).status).toBe(401);
    const rows = await api.database.db.select().from(auditEvent);
    expect(rows.filter((row) => row.actor === person.id).map((row) => row.action)).toEqual([
      'sign-in',
      'sign-out',
    ]);
    expect(api.logged()).not.toContain(token);
  });

  it('is slowed down for who guesses', async () => {
    await using other = await anApi();
    const guess = () => other.send('POST', '/api/sign-in', { body: { token: 'x'.repeat(43) } });
    for (let tries = 0; tries < 10; tries += 1) expect((await guess()).status).toBe(410);
    expect((await problemOf(await guess())).code).toBe('too-many-requests');
  });
});

describe('what an operator reads', () => {
  it('is the system and the audit, newest first, page by page', async () => {
    const { send } = await api.signedIn(['operator']);
    expect(await (await send('GET', '/api/system')).json()).toMatchObject({
      version: '0.1.0-test',
      engine: { available: true, name: 'fake' },
    });
    const [newest] = (await (await send('GET', '/api/audit?limit=1')).json()) as {
      id: number;
      action: string;
    }[];
    expect(newest?.action).toBe('sign-in');
    const [before] = (await (await send('GET', `/api/audit?limit=1&before=${newest?.id}`)).json()) as {
      id: number;
    }[];
    expect(before?.id).toBeLessThan(newest?.id ?? 0);
    const lines = (await (await send('GET', '/api/audit.jsonl?action=sign-in')).text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).action)).toEqual(lines.map(() => 'sign-in'));
    const csv = await send('GET', '/api/audit.csv?action=audit.export');
    expect(csv.headers.get('content-disposition')).toContain('springboard-audit.csv');
    const [head, ...rows] = (await csv.text()).trimEnd().split('\n');
    expect(head).toMatch(/^id,at,actor,actorName,via,action,/);
    // That the lines above were exported, and what of them.
    expect(rows.some((row) => row.includes('"{""action"":""sign-in""}"'))).toBe(true);
    const none = await send('GET', '/api/audit.csv?action=never');
    expect(await none.text()).toBe(`${head}\n`);
    expect((await send('GET', '/api/audit.csv?from=yesterday')).status).toBe(422);
    const people = (await (await send('GET', '/api/people')).json()) as { roles: string[] }[];
    expect(people.some((person) => person.roles.includes('operator'))).toBe(true);
  });
});

describe('the pages', () => {
  it('come with a strict policy that lets them reach the gateway and nobody else', async () => {
    const answer = await api.send('GET', '/labs/ceph/first-cluster');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<title>Springboard');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws://localhost:7801;");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const replay = await api.send('GET', '/attempts/a/recordings/ceph1-1-1764400000000');
    expect(await replay.text()).toContain('<title>Springboard');
    expect(replay.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval';");
  });

  it('keep hashed files for ever, compressed where the browser can', async () => {
    const path = '/assets/app-1a2b3c4d.js';
    const plain = await api.send('GET', path);
    expect(plain.headers.get('cache-control')).toContain('immutable');
    expect(plain.headers.get('content-type')).toContain('text/javascript');
    const packed = await api.send('GET', path, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers.get('content-encoding')).toBe('br');
    const etag = packed.headers.get('etag') ?? '';
    const again = await api.send('GET', path, {
      headers: { 'accept-encoding': 'br', 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('are compressed here when the build did not', async () => {
    const path = '/assets/big-5e6f7a8b.css';
    const plain = await (await api.send('GET', path)).arrayBuffer();
    for (const [accepted, unpack] of [
      ['gzip, deflate, br', brotliDecompressSync],
      ['gzip', gunzipSync],
    ] as const) {
      const packed = await api.send('GET', path, { headers: { 'accept-encoding': accepted } });
      const body = Buffer.from(await packed.arrayBuffer());
      expect(body.byteLength).toBeLessThan(plain.byteLength / 10);
      expect(unpack(body).equals(Buffer.from(plain))).toBe(true);
    }
  });

  it.each(['/assets/gone.js', '/..%2f..%2fpackage.json', '/%00', '/assets/../../package.json'])(
    'have nothing at %s',
    async (path) => {
      expect((await api.send('GET', path)).status).toBe(404);
    },
  );
});

it('measures requests by the pattern of their route, so that no id becomes a label', async () => {
  const { send } = await api.signedIn();
  const id = crypto.randomUUID();
  await send('GET', `/api/attempts/${id}`);
  await send('GET', `/api/no-such/${id}`);
  await send('GET', '/labs');
  expect(api.observed.slice(-3)).toMatchObject([
    { method: 'GET', route: '/api/attempts/{id}', status: 404 },
    { method: 'GET', route: 'unknown', status: 404 },
    { method: 'GET', route: 'pages', status: 200 },
  ]);
});
