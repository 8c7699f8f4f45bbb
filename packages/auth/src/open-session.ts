import { recordAudit } from '@springboard/db/audit.ts';
import { type CameBy, person, session } from '@springboard/db/schema/people.ts';
import { eq, sql } from 'drizzle-orm';
import type { Auth } from './auth.ts';
import type { RequestOrigin } from './request-origin.ts';

const viaOf = { link: 'sign-in-link', password: 'password', provider: 'provider' } as const;

/** Opens a session for somebody who has been recognised, and records it. Answers the values of `Set-Cookie`. */
export async function openSession(
  auth: Auth,
  who: { readonly personId: string; readonly cameBy: CameBy; readonly idToken?: string | null },
  request: RequestOrigin,
): Promise<readonly string[]> {
  const { personId, cameBy, idToken = null } = who;
  const { headers, response } = await auth.library.api.openSession({
    body: { personId, ipAddress: request.ip },
    headers: withoutCookies(request.headers),
    returnHeaders: true,
  });
  try {
    await auth.db.transaction(async (tx) => {
      await tx.update(session).set({ cameBy, idToken }).where(eq(session.token, response.token));
      await recordAudit(tx, {
        actor: personId,
        via: viaOf[cameBy],
        action: 'sign-in',
        subject: { kind: 'person', id: personId },
        ip: request.ip,
      });
      await tx.update(person).set({ lastSignInAt: sql`now()` }).where(eq(person.id, personId));
    });
  } catch (error) {
    // Nobody is signed in unrecorded.
    await auth.db.delete(session).where(eq(session.token, response.token));
    throw error;
  }
  return headers.getSetCookie();
}

/** A cookie of an earlier session must not take part in a new sign-in. */
function withoutCookies(headers: Headers): Headers {
  const rest = new Headers(headers);
  rest.delete('cookie');
  return rest;
}
