import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import { type CameBy, person, session } from '@springboard/db/schema/people.ts';
import { isAPIError } from 'better-auth/api';
import { and, eq, isNull, or } from 'drizzle-orm';
import type { Auth } from './auth.ts';
import { closeSockets } from './close-sockets.ts';
import { linkNotValid } from './one-time-links.ts';
import { openSession } from './open-session.ts';
import type { RequestOrigin } from './request-origin.ts';
import { whoDid } from './who-did.ts';

export interface SignInLink {
  /** The secret part; whoever has it is signed in, once. */
  readonly token: string;
  /** The whole address; the token is in the fragment, which browsers do not send to servers. */
  readonly url: string;
  readonly expiresAt: Date;
}

/** Makes a link that signs a person (by id or e-mail address) in, once; whether `by` may is for the caller to know. Throws `not-found` for unknown or departed people. */
export async function createSignInLink(
  auth: Auth,
  personIdOrEmail: string,
  options: { readonly ttlSeconds?: number; readonly by?: Actor } = {},
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
    ...whoDid(options.by ?? 'system'),
    action: 'sign-in-link.create',
    subject: { kind: 'person', id: found.id },
    detail: { seconds },
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
  const { personId } = await auth.library.api.takeSignInLink({ body: { token } }).catch((error: unknown) => {
    if (!isAPIError(error) || error.body?.code !== linkNotValid) throw error;
    throw new ProblemError('sign-in-link-used', 'This link no longer signs you in', {
      detail: 'A sign-in link works once and for a limited time; this one was used, or its time has run out.',
      remedy: 'Ask for a new link, or open the one printed by the latest start of Springboard.',
    });
  });
  return { personId, setCookie: await openSession(auth, { personId, cameBy: 'link' }, request) };
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

export interface SignedOutSession {
  /** The session that ended; null when there was none. */
  readonly ended: EndedSession | null;
  /** Values of `Set-Cookie` that clear the cookie. */
  readonly setCookie: readonly string[];
}

export interface EndedSession {
  readonly cameBy: CameBy | null;
  readonly idToken: string | null;
}

/** Ends the session of this request, if there is one, and what it has open. */
export async function signOut(auth: Auth, request: RequestOrigin): Promise<SignedOutSession> {
  const current = await sessionOf(auth, request.headers);
  const ended = current === null ? null : await endOwn(auth, current, request);
  const { headers } = await auth.library.api.signOut({ headers: request.headers, returnHeaders: true });
  return { ended, setCookie: headers.getSetCookie() };
}

async function endOwn(
  auth: Auth,
  current: { readonly personId: string; readonly sessionId: string },
  request: RequestOrigin,
): Promise<EndedSession | null> {
  const { personId, sessionId } = current;
  return auth.db.transaction(async (tx) => {
    const [ended] = await tx
      .delete(session)
      .where(eq(session.id, sessionId))
      .returning({ cameBy: session.cameBy, idToken: session.idToken });
    await recordAudit(tx, {
      actor: personId,
      via: 'session',
      action: 'sign-out',
      subject: { kind: 'person', id: personId },
      ip: request.ip,
    });
    await closeSockets(tx, personId);
    return ended ?? null;
  });
}
