import { z } from 'zod';
import { none } from '../http/input.ts';
import { openApiDocument } from '../http/openapi-document.ts';
import { openRoute, type Route } from '../http/route.ts';

/** The description of `routes`, of which this one is a member. */
export const openApiRoute = (routes: () => readonly Route[]) =>
  openRoute({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description',
    params: none,
    query: none,
    body: null,
    answer: { status: 200, schema: z.record(z.string(), z.unknown()) },
    handle: async (_input, { url, version }) => openApiDocument(routes(), { url, version }),
  });
