import { hostOperator } from '@springboard/auth/host-token.ts';
import { revokeSessions } from '@springboard/auth/sessions.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import { authorize, notFound } from '../access.ts';
import type { Context } from '../context.ts';

/** Signs a person out in every browser and voids their unused sign-in links; their labs go on. Errors: `not-found`. */
export async function signOutPerson(ctx: Pick<Context, 'db'>, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'person.any.manage');
  await ctx.db.transaction(async (tx) => {
    if (id === hostOperator.id || !(await findPersonRow(tx, id))) throw notFound('person');
    await revokeSessions(tx, id, actor);
  });
}
