import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { hashOf, newSecret } from './secrets.ts';

const identifierOf = (token: string) => `sign-in-link:${hashOf(token)}`;

/** Characters of what a browser says of itself that are kept, for its person to recognise it. */
const longestUserAgent = 300;

/** Thrown inside better-auth when a link was used, ran out, never existed, or its person has left. */
export const linkNotValid = 'SIGN_IN_LINK_NOT_VALID';

/**
 * A plugin of better-auth: links that sign one person in, once. Only a SHA-256 of the token is stored, and using it
 * deletes it in one statement, so that of two simultaneous uses one wins. Called by the server only; not mounted.
 */
export function oneTimeLinks(options: { mayReceive: (personId: string) => Promise<boolean> }) {
  return {
    id: 'one-time-links',
    endpoints: {
      makeSignInLink: createAuthEndpoint(
        '/one-time-links/make',
        { method: 'POST', body: z.object({ personId: z.string(), seconds: z.number().positive() }) },
        async (ctx) => {
          const token = newSecret();
          await ctx.context.internalAdapter.createVerificationValue({
            identifier: identifierOf(token),
            value: ctx.body.personId,
            expiresAt: new Date(Date.now() + ctx.body.seconds * 1_000),
          });
          return ctx.json({ token });
        },
      ),
      takeSignInLink: createAuthEndpoint(
        '/one-time-links/take',
        { method: 'POST', body: z.object({ token: z.string(), ipAddress: z.string().nullable() }) },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const link = await internalAdapter.consumeVerificationValue(identifierOf(ctx.body.token));
          const user =
            link && link.expiresAt > new Date() && (await options.mayReceive(link.value))
              ? await internalAdapter.findUserById(link.value)
              : null;
          if (!user) throw new APIError('GONE', { code: linkNotValid, message: linkNotValid });
          const session = await internalAdapter.createSession(user.id, false, {
            ipAddress: ctx.body.ipAddress ?? '',
            userAgent: ctx.headers?.get('user-agent')?.slice(0, longestUserAgent) ?? '',
          });
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ personId: user.id, sessionToken: session.token, sessionId: session.id });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
