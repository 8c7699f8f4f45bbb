import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/** Characters of what a browser says of itself that are kept, for its person to recognise it. */
const longestUserAgent = 300;

/** A plugin of better-auth: a session with its cookie, for whoever has been recognised by one of our ways in. Called by the server only; not mounted. */
export function ownSessions() {
  return {
    id: 'own-sessions',
    endpoints: {
      openSession: createAuthEndpoint(
        '/own-sessions/open',
        {
          method: 'POST',
          body: z.object({ personId: z.string(), ipAddress: z.string().nullable() }),
        },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.personId);
          if (!user) throw new APIError('GONE', { message: 'the person is not there any more' });
          const session = await internalAdapter.createSession(user.id, false, {
            ipAddress: ctx.body.ipAddress ?? '',
            userAgent: ctx.headers?.get('user-agent')?.slice(0, longestUserAgent) ?? '',
          });
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ token: session.token });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
