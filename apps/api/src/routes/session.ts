import { ProviderRefusal } from '@springboard/auth/provider/refusal.ts';
import { providerSignOutUrl } from '@springboard/auth/provider/sign-out.ts';
import { signInWithToken, signOut } from '@springboard/auth/sign-in.ts';
import { MeView, SignIn } from '@springboard/contracts/people.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { SignedOut } from '@springboard/contracts/sign-in.ts';
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
  handle: async ({ body, request }, { auth, signInLimits }) => {
    const begun = signInLimits.links.begin(request.ip ?? '');
    try {
      const { setCookie } = await signInWithToken(auth, body.token, request);
      for (const line of setCookie) request.setHeader('set-cookie', line);
      begun.forget();
    } catch (error) {
      if (!(error instanceof ProblemError)) begun.forget();
      throw error;
    }
  },
});

export const signOutRoute = openRoute({
  method: 'post',
  path: '/api/sign-out',
  summary: 'End this session; answers where to go on to end that of the provider, too',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: SignedOut },
  handle: async ({ request }, { auth, provider, log }) => {
    const { ended, setCookie } = await signOut(auth, request);
    for (const line of setCookie) request.setHeader('set-cookie', line);
    // Here they are signed out, whatever becomes of the rest.
    const continueAt = await providerSignOutUrl(provider, ended).catch((error: unknown) => {
      if (!(error instanceof ProviderRefusal)) throw error;
      log.warn({ reason: error.reason }, 'Somebody signed out here, and not at the provider, which is away.');
      return null;
    });
    return { continueAt };
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
