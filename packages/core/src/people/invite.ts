import { hostOperator } from '@springboard/auth/host-token.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { findPersonRow } from '@springboard/db/repositories/people.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import { notFound, whoseBy } from '../access.ts';
import type { Context } from '../context.ts';

/**
 * Refuses whoever may not make a sign-in link for this person. An operator may for everybody. A manager may for learners of their teams who
 * have never been here: a link for anybody else would let its maker act as them. Errors: `not-found`, `conflict`.
 */
export async function requireMayInvite(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  personId: string,
): Promise<void> {
  const whose = whoseBy(actor, { team: 'team.own.manage', any: 'person.any.manage' });
  const found = personId === hostOperator.id ? undefined : await findPersonRow(ctx.db, personId);
  if (!found || !(await isAmong(ctx.db, whose, personId))) throw notFound('person');
  if (whose === 'everybody') return;
  if (found.lastSignInAt === null && found.roles.every((role) => role === 'learner')) return;
  throw new ProblemError('conflict', 'Only an operator makes this link', {
    detail: `${found.name} has been here before, or is more than a learner. No link was made.`,
    remedy: 'Ask an operator for a new link for them.',
  });
}
