import { hostOperator } from '@springboard/auth/host-token.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { MeView, PersonView } from '@springboard/contracts/people.ts';
import { Permission, Role } from '@springboard/contracts/roles.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { findPersonRow, listPeopleRows, type PersonRow } from '@springboard/db/repositories/people.ts';
import { authorize, may, type Rights, whoseBy } from '../access.ts';
import { mayBeAsked } from '../submissions/may-be-asked.ts';

/** Who sees whom. */
export const readsPeople = {
  team: 'person.team.read',
  any: 'person.any.read',
} as const satisfies Rights;

/** Who asks, and everything they may do by the way they came (a token's scopes narrow it). */
export async function getMe(ctx: { readonly db: Queryable }, actor: Actor): Promise<MeView> {
  authorize(actor, 'person.self.read');
  const me = await findPersonRow(ctx.db, actor.personId);
  if (!me) throw new Error(`person ${actor.personId} left in the midst of a request`);
  return {
    ...viewPerson(me),
    permissions: Permission.options.filter((permission) => may(actor, permission)),
    reviews: await mayBeAsked(ctx.db, actor),
  };
}

/** Everybody who may sign in, by name: all people, or those of the teams that the actor manages. */
export async function listPeople(ctx: { readonly db: Queryable }, actor: Actor): Promise<PersonView[]> {
  const rows = await listPeopleRows(ctx.db, whoseBy(actor, readsPeople));
  // Commands on the host act as that one; it is nobody who signs in.
  return rows.filter(({ id }) => id !== hostOperator.id).map(viewPerson);
}

export function viewPerson({ lastSignInAt, roles, ...row }: PersonRow): PersonView {
  return {
    ...row,
    roles: Role.options.filter((role) => roles.includes(role)),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
  };
}
