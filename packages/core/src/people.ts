import type { Actor } from '@springboard/contracts/actor.ts';
import type { MeView, PersonView } from '@springboard/contracts/people.ts';
import { Permission } from '@springboard/contracts/roles.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { listPeopleRows } from '@springboard/db/repositories/people.ts';
import { authorize, may } from './access.ts';

/** Who asks, and everything they may do by the way they came (a token's scopes narrow it). */
export async function getMe(ctx: { readonly db: Queryable }, actor: Actor): Promise<MeView> {
  authorize(actor, 'person.self.read');
  const [me] = await listPeopleRows(ctx.db, [actor.personId]);
  if (!me) throw new Error(`person ${actor.personId} left in the midst of a request`);
  return { ...me, permissions: Permission.options.filter((permission) => may(actor, permission)) };
}

/** Everybody who may sign in, by name. */
export async function listPeople(ctx: { readonly db: Queryable }, actor: Actor): Promise<PersonView[]> {
  authorize(actor, 'person.any.read');
  return listPeopleRows(ctx.db);
}
