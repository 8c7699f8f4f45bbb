import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from './routes.ts';
import { anApi, type TestApi } from './testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const named = routes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));

describe('every route', () => {
  it('is open only where it has to be', () => {
    expect(named.filter(({ route }) => route.permissions === null).map(({ name }) => name)).toEqual([
      'GET /api/health',
      'GET /api/openapi.json',
      'GET /api/sign-in',
      'POST /api/sign-in',
      'POST /api/sign-in/password',
      'POST /api/sign-in/provider',
      'GET /api/sign-in/provider/callback',
      'POST /api/sign-out',
      'POST /api/content/webhook',
    ]);
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
