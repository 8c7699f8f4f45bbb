import type { Actor } from '@springboard/contracts/actor.ts';
import { person, personRole } from '@springboard/db/schema/people.ts';
import { and, eq, isNull } from 'drizzle-orm';
import { apiTokenOf } from './api-tokens.ts';
import type { Auth } from './auth.ts';
import type { RequestOrigin } from './request-origin.ts';
import { sessionOf } from './sign-in.ts';

export interface Identified {
  readonly actor: Actor;
  /** To be sent along: not empty when the session was prolonged. */
  readonly setCookie: readonly string[];
}

/**
 * Who sends this request: by `Authorization: Bearer sb_…`, or else by the session's cookie. Null for nobody. A bearer
 * token that is not valid is nobody, whatever cookie comes with it.
 */
export async function actorOf(auth: Auth, request: RequestOrigin): Promise<Identified | null> {
  const bearer = request.headers.get('authorization');
  if (bearer !== null) {
    const [scheme, secret] = bearer.split(' ', 2);
    const token = scheme?.toLowerCase() === 'bearer' ? await apiTokenOf(auth.db, secret ?? '') : null;
    const roles = token && (await rolesOf(auth, token.personId));
    if (!token || !roles) return null;
    return { actor: { ...token, roles, via: 'api-token', ip: request.ip }, setCookie: [] };
  }
  const session = await sessionOf(auth, request.headers);
  const roles = session && (await rolesOf(auth, session.personId));
  if (!session || !roles) return null;
  return {
    actor: { personId: session.personId, roles, scopes: null, via: 'session', ip: request.ip },
    setCookie: session.setCookie,
  };
}

/** Roles as they are now; null when the person has left. */
async function rolesOf(auth: Auth, personId: string): Promise<Actor['roles'] | null> {
  const rows = await auth.db
    .select({ role: personRole.role })
    .from(person)
    .leftJoin(personRole, eq(personRole.personId, person.id))
    .where(and(eq(person.id, personId), isNull(person.deactivatedAt)));
  if (rows.length === 0) return null;
  return rows.flatMap(({ role }) => (role === null ? [] : [role]));
}
