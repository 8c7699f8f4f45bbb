import { RevokeSignOff, SignOffInput } from '@springboard/contracts/readiness.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { revokeSignOff, signOff, signsOff } from '@springboard/core/readiness/sign-off.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

/** Whom it reaches is the use case's to judge. */
const signs: readonly Permission[] = Object.values(signsOff);

export const signOffRoute = route({
  method: 'post',
  path: '/api/people/{id}/sign-offs',
  summary: 'Give my word that somebody has a skill that their path asks for, and say what it stands on',
  permission: signs,
  params: z.object({ id: z.string().min(1).max(200) }),
  query: none,
  body: SignOffInput,
  answer: { status: 201, schema: z.object({ id: z.uuid() }) },
  handle: ({ actor, params, body }, { core }) => signOff(core, actor, params.id, body),
});

export const revokeSignOffRoute = route({
  method: 'post',
  path: '/api/sign-offs/{id}/revocation',
  summary: 'Take a sign-off back, with the reason',
  permission: signs,
  params: z.object({ id: z.uuid() }),
  query: none,
  body: RevokeSignOff,
  answer: { status: 204, schema: null },
  handle: ({ actor, params, body }, { core }) => revokeSignOff(core, actor, params.id, body),
});
