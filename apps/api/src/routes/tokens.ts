import { createApiToken, listApiTokens, revokeApiToken } from '@springboard/auth/api-tokens.ts';
import { ApiTokenView, CreateApiToken, CreatedApiToken } from '@springboard/contracts/people.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const listTokensRoute = route({
  method: 'get',
  path: '/api/tokens',
  summary: 'My API tokens that work',
  permission: 'token.own.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(ApiTokenView) },
  handle: ({ actor }, { auth }) => listApiTokens(auth.db, actor),
});

export const createTokenRoute = route({
  method: 'post',
  path: '/api/tokens',
  summary: 'Make an API token; its secret is answered this once',
  permission: 'token.own.manage',
  params: none,
  query: none,
  body: CreateApiToken,
  answer: { status: 201, schema: CreatedApiToken },
  handle: ({ actor, body }, { auth }) => createApiToken(auth.db, actor, body),
});

export const revokeTokenRoute = route({
  method: 'delete',
  path: '/api/tokens/{id}',
  summary: 'Revoke an API token at once',
  permission: 'token.own.manage',
  params: z.object({ id: z.uuid() }),
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { auth }) => revokeApiToken(auth.db, actor, params.id),
});
