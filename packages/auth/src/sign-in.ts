import { ProblemError } from '@springboard/contracts/problems.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { person, session, verification } from '@springboard/db/schema/people.ts';
import { isAPIError } from 'better-auth/api';
import { and, eq, isNull, or } from 'drizzle-orm';
import type { Auth } from './auth.ts';
import { closeSockets } from './close-sockets.ts';
import { linkNotValid } from './one-time-links.ts';

/** What of a request sign-in looks at. `ip` is the address the server saw, not what a header claims. */
export interface RequestOrigin {
  readonly headers: Headers;
  readonly ip: string | null;
}

export interface SignInLink {
  /** The secret part; whoever has it is signed in, once. */
  readonly token: string;
  /** The whole address; the token is in the fragment, which browsers do not send to servers. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** Makes a link that signs a person (by id or e-mail address) in, once. Throws `not-found` for unknown or departed people. */
export async function createSignInLink(
  auth: Auth,
  personIdOrEmail: string,
  options: { ttlSeconds?: number } = {},
): Promise<SignInLink> {
  const seconds = options.ttlSeconds ?? 86_400;
  const [found] = await auth.db
    .select({ id: person.id })
    .from(person)
    .where(
      and(
        or(eq(person.id, personIdOrEmail), eq(person.email, personIdOrEmail.toLowerCase())),
        isNull(person.deactivatedAt),
      ),
    );
  if (!found) {
    throw new ProblemError('not-found', 'No such person', {
      detail: `Nobody who may sign in has the id or address ${personIdOrEmail}.`,
    });
  }
  const { token } = await auth.library.api.makeSignInLink({ body: { personId: found.id, seconds } });
  await recordAudit(auth.db, {
    actor: 'system',
    via: 'system',
    action: 'sign-in-link.create',
    subject: { kind: 'person', id: found.id },
    detail: { seconds },
    ip: null,
  });
  return {
    token,
    url: new URL(`/sign-in#${token}`, auth.url).href,
    expiresAt: new Date(Date.now() + seconds * 1_000),
  };
}

/** Uses a link up and opens a session. Answers the values of `Set-Cookie`. Throws `sign-in-link-used`. */
export async function signInWithToken(
  auth: Auth,
  token: string,
  request: RequestOrigin,
): Promise<{ readonly personId: string; readonly setCookie: readonly string[] }> {
  const { headers, response } = await auth.library.api
    .takeSignInLink({
      body: { token, ipAddress: request.ip },
      headers: withoutCookies(request.headers),
      returnHeaders: true,
    })
    .catch((error: unknown) => {
      if (!isAPIError(error) || error.body?.code !== linkNotValid) throw error;
      throw new ProblemError('sign-in-link-used', 'This link no longer signs you in', {
        detail:
          'A sign-in link works once and for a limited time; this one was used, or its time has run out.',
        remedy: 'Ask for a new link, or open the one printed by the latest start of Springboard.',
      });
    });
  try {
    await recordAudit(auth.db, {
      actor: response.personId,
      via: 'sign-in-link',
      action: 'sign-in',
      subject: { kind: 'person', id: response.personId },
      ip: request.ip,
    });
  } catch (error) {
    // Nobody is signed in unrecorded.
    await auth.db.delete(session).where(eq(session.token, response.sessionToken));
    throw error;
  }
  return { personId: response.personId, setCookie: headers.getSetCookie() };
}

/** The session of a request's cookie, or null. `setCookie` is not empty when the session was prolonged. */
export async function sessionOf(
  auth: Auth,
  headers: Headers,
): Promise<{
  readonly personId: string;
  readonly sessionId: string;
  readonly setCookie: readonly string[];
} | null> {
  if (!headers.has('cookie')) return null;
  const answer = await auth.library.api
    .getSession({ headers, returnHeaders: true })
    .catch((error: unknown) => {
      // 401: the session was deleted while it was being prolonged.
      if (isAPIError(error) && error.statusCode === 401) return null;
      throw error;
    });
  if (!answer?.response) return null;
  const { session: found } = answer.response;
  return { personId: found.userId, sessionId: found.id, setCookie: answer.headers.getSetCookie() };
}

/** Ends the session of this request, if there is one, and what it has open. Answers the values of `Set-Cookie` that clear it. */
export async function signOut(auth: Auth, request: RequestOrigin): Promise<readonly string[]> {
  const current = await sessionOf(auth, request.headers);
  if (current) {
    await auth.db.transaction(async (tx) => {
      await tx.delete(session).where(eq(session.id, current.sessionId));
      await recordAudit(tx, {
        actor: current.personId,
        via: 'session',
        action: 'sign-out',
        subject: { kind: 'person', id: current.personId },
        ip: request.ip,
      });
      await closeSockets(tx, current.personId);
    });
  }
  const { headers } = await auth.library.api.signOut({ headers: request.headers, returnHeaders: true });
  return headers.getSetCookie();
}

/** Ends every session of a person and voids their unused sign-in links; open sockets close at commit. */
export async function revokeSessions(tx: Transaction, personId: string, actor: string): Promise<void> {
  await tx.delete(session).where(eq(session.personId, personId));
  await tx.delete(verification).where(eq(verification.value, personId));
  await recordAudit(tx, {
    actor,
    via: 'system',
    action: 'session.revoke-all',
    subject: { kind: 'person', id: personId },
    ip: null,
  });
  await closeSockets(tx, personId);
}

/** A cookie of an earlier session must not take part in a new sign-in. */
function withoutCookies(headers: Headers): Headers {
  const rest = new Headers(headers);
  rest.delete('cookie');
  return rest;
}
