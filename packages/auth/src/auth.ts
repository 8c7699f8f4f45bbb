import type { Database } from '@springboard/db/client.ts';
import { account, person, session, verification } from '@springboard/db/schema/people.ts';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { and, eq, isNull } from 'drizzle-orm';
import { oneTimeLinks } from './one-time-links.ts';
import { ownSessions } from './own-sessions.ts';

export interface AuthOptions {
  readonly db: Database;
  /** The installation's secret; sessions' cookies are signed with it. */
  readonly secret: string;
  /** Public address. Cookies are `__Host-` and Secure when it is https. */
  readonly url: string;
}

/** A session ends so long after its last use (it is prolonged at most once a day). */
const sessionSeconds = 14 * 86_400;

/**
 * The sign-in library behind its one door. None of its own routes is mounted: what of it is reachable is what
 * `apps/api` calls. `db` is that of the application, on whose tables it works.
 */
export function createAuth(options: AuthOptions) {
  const { db } = options;
  const secure = options.url.startsWith('https:');
  const library = betterAuth({
    appName: 'Springboard',
    baseURL: options.url,
    secret: options.secret,
    trustedOrigins: [options.url],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(db, { provider: 'pg', schema: { person, session, account, verification } }),
    user: { modelName: 'person' },
    session: { fields: { userId: 'personId' }, expiresIn: sessionSeconds, updateAge: 86_400 },
    account: { fields: { userId: 'personId' } },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-springboard' : 'springboard',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      ipAddress: { disableIpTracking: true },
    },
    plugins: [
      ownSessions(),
      oneTimeLinks({
        mayReceive: async (personId) =>
          (await db.$count(person, and(eq(person.id, personId), isNull(person.deactivatedAt)))) > 0,
      }),
    ],
  });
  return { library, db, url: options.url };
}

export type Auth = ReturnType<typeof createAuth>;
