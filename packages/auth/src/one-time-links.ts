import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { z } from 'zod';
import { hashOf, newSecret } from './secrets.ts';

const identifierOf = (token: string) => `sign-in-link:${hashOf(token)}`;

/** Thrown inside better-auth when a link was used, ran out, never existed, or its person has left. */
export const linkNotValid = 'SIGN_IN_LINK_NOT_VALID';

/**
 * A plugin of better-auth: links that stand for one person, once. Only a SHA-256 of the token is stored, and using it
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
        { method: 'POST', body: z.object({ token: z.string() }) },
        async (ctx) => {
          const link = await ctx.context.internalAdapter.consumeVerificationValue(
            identifierOf(ctx.body.token),
          );
          const valid = link && link.expiresAt > new Date() && (await options.mayReceive(link.value));
          if (!valid) throw new APIError('GONE', { code: linkNotValid, message: linkNotValid });
          return ctx.json({ personId: link.value });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
