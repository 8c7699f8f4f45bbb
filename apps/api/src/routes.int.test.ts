import { randomUUID } from 'node:crypto';
import { allows, Permission, Role } from '@springboard/contracts/roles.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from './http/route.ts';
import { routes } from './routes.ts';
import { anApi, type Send, type TestApi } from './testing/an-api.ts';

let api: TestApi;
const senders = new Map<Role, Send>();
const as = (role: Role): Send => senders.get(role) ?? api.send;
beforeAll(async () => {
  api = await anApi();
  for (const role of Role.options) senders.set(role, (await api.signedIn([role])).send);
});
afterAll(() => api[Symbol.asyncDispose]());

/** An address of the route that leads to nothing anybody has. */
function pathOf(route: Route): string {
  const values: Record<string, string> = {
    id: randomUUID(),
    group: 'no',
    name: 'lab',
    taskId: 't',
    index: '0',
    number: '1',
    itemId: 'nothing',
  };
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name);
}
const named = routes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));
const guarded = named.filter(({ route }) => route.permissions !== null);

const holdsOne = (role: Role, route: Route): boolean =>
  (route.permissions ?? []).some((permission) => allows([role], permission));

describe('every route', () => {
  it('is open only where it has to be', () => {
    expect(named.filter(({ route }) => route.permissions === null).map(({ name }) => name)).toEqual([
      'GET /api/health',
      'GET /api/openapi.json',
      'POST /api/sign-in',
      'POST /api/sign-out',
      'POST /api/content/webhook',
    ]);
  });

  it.each(guarded)('$name refuses nobody in particular', async ({ route }) => {
    for (const headers of [
      {},
      { authorization: 'Bearer sb_nothing' },
      { cookie: 'springboard.session_token=x.y' },
    ]) {
      const answer = await api.send(route.method.toUpperCase(), pathOf(route), { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'not-signed-in' });
    }
  });

  it.each(guarded)(
    '$name serves the roles that the permission table names, and no other',
    async ({ route }) => {
      for (const role of Role.options) {
        const allowed = holdsOne(role, route);
        const abort = new AbortController();
        const answer = await as(role)(route.method.toUpperCase(), pathOf(route), {
          signal: abort.signal,
        });
        if (!allowed) expect([role, answer.status]).toEqual([role, 403]);
        else expect([401, 403, 500]).not.toContain(answer.status);
        await answer.body?.cancel();
      }
    },
  );

  it.each(guarded)('$name refuses an API token without its scope', async ({ route }) => {
    const role = Role.options.find((one) => holdsOne(one, route)) as Role;
    const other = Permission.options.find(
      (permission) => !route.permissions?.includes(permission) && allows([role], permission),
    ) as Permission;
    const made = await as(role)('POST', '/api/tokens', {
      body: { name: 'narrow', scopes: [other] },
    });
    const { secret, id } = (await made.json()) as { secret: string; id: string };
    const authorization = `Bearer ${secret}`;
    const answer = await api.send(route.method.toUpperCase(), pathOf(route), { headers: { authorization } });
    expect(answer.status).toBe(403);
    expect((await answer.json()) as object).toMatchObject({ code: 'forbidden' });
    await as(role)('DELETE', `/api/tokens/${id}`);
  });
});

describe('the description', () => {
  it('tells of every route, with what it needs', async () => {
    const answer = await api.send('GET', '/api/openapi.json');
    const document = (await answer.json()) as {
      openapi: string;
      paths: Record<string, Record<string, { description?: string; responses: object }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    for (const { route } of named) {
      const described = document.paths[route.path]?.[route.method];
      expect(described?.responses, route.path).toHaveProperty('default');
      for (const permission of route.permissions ?? []) expect(described?.description).toContain(permission);
    }
    expect(JSON.stringify(document.paths['/api/attempts']?.post)).toContain('lab');
  });
});
