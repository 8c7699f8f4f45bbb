import { signInWithToken, signOut } from '@springboard/auth/sign-in.ts';
import { MeView, SignIn } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { getMe } from '@springboard/core/people/read.ts';
import { none } from '../http/input.ts';
import { openRoute, route } from '../http/route.ts';

export const signInRoute = openRoute({
  method: 'post',
  path: '/api/sign-in',
  summary: 'Use a one-time link; answers a session cookie',
  params: none,
  query: none,
  body: SignIn,
  answer: { status: 204, schema: null },
  handle: async ({ body, request }, { auth, signInLimit }) => {
    signInLimit.check(request.ip);
    try {
      const { setCookie } = await signInWithToken(auth, body.token, request);
      for (const line of setCookie) request.setHeader('set-cookie', line);
    } catch (error) {
      if (error instanceof ProblemError) signInLimit.failed(request.ip);
      throw error;
    }
  },
});

export const signOutRoute = openRoute({
  method: 'post',
  path: '/api/sign-out',
  summary: 'End this session',
  params: none,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: async ({ request }, { auth }) => {
    for (const line of await signOut(auth, request)) request.setHeader('set-cookie', line);
  },
});

export const meRoute = route({
  method: 'get',
  path: '/api/me',
  summary: 'Who I am and what I may do',
  permission: 'person.self.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: MeView },
  handle: ({ actor }, { core }) => getMe(core, actor),
});
