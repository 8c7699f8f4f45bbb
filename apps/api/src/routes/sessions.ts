import { endSession, listSessions, revokeSessions } from '@springboard/auth/sessions.ts';
import { signOut } from '@springboard/auth/sign-in.ts';
import { SessionView } from '@springboard/contracts/people.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const listSessionsRoute = route({
  method: 'get',
  path: '/api/sessions',
  summary: 'The browsers in which I am signed in',
  permission: 'session.own.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(SessionView) },
  handle: ({ actor, request }, { auth }) => listSessions(auth, actor, request.headers),
});

export const endSessionRoute = route({
  method: 'delete',
  path: '/api/sessions/{id}',
  summary: 'End one of my sessions at once',
  permission: 'session.own.manage',
  params: z.object({ id: z.string().min(1).max(200) }),
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { auth }) => endSession(auth, actor, params.id),
});

export const endAllSessionsRoute = route({
  method: 'delete',
  path: '/api/sessions',
  summary: 'Sign me out everywhere, here too',
  permission: 'session.own.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: async ({ actor, request }, { auth }) => {
    await auth.db.transaction((tx) => revokeSessions(tx, actor.personId, actor));
    if (actor.via === 'api-token') return;
    const { setCookie } = await signOut(auth, request);
    for (const line of setCookie) request.setHeader('set-cookie', line);
  },
});
