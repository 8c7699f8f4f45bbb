import { signInWithPassword } from '@springboard/auth/passwords/sign-in.ts';
import { ProviderRefusal } from '@springboard/auth/provider/refusal.ts';
import { signInWithProvider } from '@springboard/auth/provider/sign-in.ts';
import { newSecret } from '@springboard/auth/secrets.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { PasswordSignIn, ProviderSignIn, SignInOffer } from '@springboard/contracts/sign-in.ts';
import { giveBackWorkOf } from '@springboard/core/people/lose-roles.ts';
import { begunCookie, begunOf } from '../http/begun-cookie.ts';
import { none } from '../http/input.ts';
import { redirectRoute } from '../http/redirect-route.ts';
import { openRoute } from '../http/route.ts';
import { noPasswords } from './passwords.ts';

export const signInOfferRoute = openRoute({
  method: 'get',
  path: '/api/sign-in',
  summary: 'The ways to sign in that there are',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: SignInOffer },
  handle: async (_, { passwords, provider }) => ({
    passwords,
    provider: provider && { label: provider.config.label },
  }),
});

export const passwordSignInRoute = openRoute({
  method: 'post',
  path: '/api/sign-in/password',
  summary: 'Sign in by address and password; answers a session cookie',
  params: none,
  query: none,
  body: PasswordSignIn,
  answer: { status: 204, schema: null },
  handle: async ({ body, request }, { auth, passwords, signInLimits }) => {
    if (!passwords) throw noPasswords();
    const begun = [
      signInLimits.passwordsFrom.begin(request.ip ?? ''),
      signInLimits.passwordsOf.begin(body.email.toLowerCase()),
    ];
    try {
      for (const line of await signInWithPassword(auth, body, request)) request.setHeader('set-cookie', line);
      for (const one of begun) one.forget();
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'wrong-password'))
        for (const one of begun) one.forget();
      throw error;
    }
  },
});

export const beginProviderSignInRoute = openRoute({
  method: 'post',
  path: '/api/sign-in/provider',
  summary: 'Begin to sign in by the company’s provider; answers where the browser goes on',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: ProviderSignIn },
  handle: async ({ request }, { provider, url, log }) => {
    if (provider === null) throw noProvider();
    const begun = newSecret();
    const { href } = await provider.authorizationUrl(begun).catch((error: unknown) => {
      if (!(error instanceof ProviderRefusal)) throw error;
      log.warn({ reason: error.reason }, 'Nobody can sign in by the provider at the moment.');
      throw away();
    });
    request.setHeader('set-cookie', begunCookie(url, begun));
    return { url: href };
  },
});

export const finishProviderSignInRoute = redirectRoute({
  path: '/api/sign-in/provider/callback',
  summary: 'Where the company’s provider sends the browser back; goes on to the sign-in page',
  handle: async (query, request, { auth, provider, url, log }) => {
    request.setHeader('set-cookie', begunCookie(url, null));
    if (provider === null) return '/sign-in';
    try {
      const answer = { query, begun: begunOf(url, request.headers) };
      const { setCookie, notApplied, noGroups } = await signInWithProvider(
        auth,
        provider,
        answer,
        request,
        giveBackWorkOf,
      );
      for (const line of setCookie) request.setHeader('set-cookie', line);
      if (noGroups) log.warn({}, 'The provider said nothing of groups; see SPRINGBOARD_OIDC_GROUPS_CLAIM.');
      const { unknownTeams, keptOperator } = notApplied;
      if (unknownTeams.length > 0) log.warn({ unknownTeams }, 'Groups give teams that there are not.');
      if (keptOperator) log.warn({}, 'Groups would take the role operator from the only one who has it.');
      return '/sign-in?provider=done';
    } catch (error) {
      // Whoever comes this way sees a page: what went wrong is in its address, by one of our own words.
      if (error instanceof ProviderRefusal) {
        log.info({ why: error.why, reason: error.reason }, 'A sign-in by the provider came to nothing.');
        return `/sign-in?provider=${error.why}`;
      }
      log.error({ err: error }, 'A sign-in by the provider failed.');
      return '/sign-in?provider=failed';
    }
  },
});

function noProvider(): ProblemError {
  return new ProblemError('not-found', 'There is no such way in', {
    detail: 'No provider is set up here.',
    remedy: 'Reload the page: it shows the ways in that there are.',
  });
}

function away(): ProblemError {
  return new ProblemError('provider-unavailable', 'Your company’s sign-in does not answer', {
    detail:
      'Springboard could not reach it, so nobody can sign in by it at the moment. Who is signed in stays so.',
    remedy: 'Try again in a moment. A link from an operator works meanwhile.',
  });
}
