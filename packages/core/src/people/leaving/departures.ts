import { hostOperator } from '@springboard/auth/host-token.ts';
import { revokeSessions } from '@springboard/auth/sessions.ts';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { DeparturesView } from '@springboard/contracts/leaving.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import {
  endKeys,
  listDepartures,
  lockAccount,
  type PersonAccount,
  setDeparture,
} from '@springboard/db/repositories/leaving.ts';
import { authorize, notFound } from '../../access.ts';
import { audit } from '../../audit.ts';
import type { Context } from '../../context.ts';

/** Who has left, and who asks for the deletion of their data. */
export async function viewDepartures(ctx: Pick<Context, 'db'>, actor: Actor): Promise<DeparturesView> {
  authorize(actor, 'person.any.manage');
  const { departed, requests } = await listDepartures(ctx.db);
  return {
    departed: departed.flatMap(({ deactivatedAt, erasedAt, deletionAskedAt, ...row }) =>
      deactivatedAt === null || row.id === hostOperator.id
        ? []
        : [
            {
              ...row,
              leftAt: deactivatedAt.toISOString(),
              erasedAt: erasedAt?.toISOString() ?? null,
              deletionAskedAt: deletionAskedAt?.toISOString() ?? null,
            },
          ],
    ),
    requests: requests.flatMap(({ id, name, email, deletionAskedAt }) =>
      deletionAskedAt === null ? [] : [{ id, name, email, askedAt: deletionAskedAt.toISOString() }],
    ),
  };
}

/**
 * Lets somebody who has left sign in again, with the roles and teams they had; sessions, tokens, keys and what they led do not come back. Errors:
 * `not-found`; `conflict` when they have not left, or were erased.
 */
export async function letBack(ctx: Pick<Context, 'db'>, actor: Actor, id: string): Promise<void> {
  authorize(actor, 'person.any.manage');
  await ctx.db.transaction(async (tx) => {
    const account = await lockDeparted(tx, id);
    if (account.erasedAt !== null) throw erasedAlready();
    // What was asked for while the access ended may have come after it.
    await revokeSessions(tx, id, actor);
    await endKeys(tx, id);
    await setDeparture(tx, id, { deactivatedAt: null });
    await audit(tx, actor, 'person.return', { kind: 'person', id });
  });
}

/** Somebody who has left, locked. Errors: `not-found`; `conflict` when they have not. */
export async function lockDeparted(
  tx: Parameters<typeof lockAccount>[0],
  id: string,
): Promise<PersonAccount> {
  const account = id === hostOperator.id ? undefined : await lockAccount(tx, id);
  if (!account) throw notFound('person');
  requireLeft(account);
  return account;
}

/** Errors: `conflict` when the person has not left. */
export function requireLeft({ name, deactivatedAt }: PersonAccount): void {
  if (deactivatedAt !== null) return;
  throw new ProblemError('conflict', 'They have not left', {
    detail: `${name} may sign in. Nothing was changed.`,
    remedy: 'End their access first.',
  });
}

/** For what is asked of a pseudonym. */
export function erasedAlready(): ProblemError {
  return new ProblemError('conflict', 'Their data was erased', {
    detail:
      'What is left of this person is a pseudonym, and nobody can be made of it again. Nothing was changed.',
    remedy: 'Should they come back, add them as somebody new.',
  });
}
