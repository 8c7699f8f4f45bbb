import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows, type Permission } from '@springboard/contracts/roles.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { findActiveRoles } from '@springboard/db/repositories/terminals.ts';
import type { Whose } from '@springboard/db/repositories/whose.ts';

/** True if the person's roles hold `permission` and the token they came with, if any, was given it. */
export function may(actor: Actor, permission: Permission): boolean {
  return allows(actor.roles, permission) && (actor.scopes === null || actor.scopes.includes(permission));
}

/** Whether the person's roles hold `permission` now; nobody's do who has left. For what goes on after it was opened. */
export async function mayStill(db: Queryable, personId: string, permission: Permission): Promise<boolean> {
  return allows((await findActiveRoles(db, personId)) ?? [], permission);
}

/** First line of every use case. Throws `forbidden`. */
export function authorize(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  const byToken = allows(actor.roles, permission);
  throw new ProblemError('forbidden', 'Not allowed', {
    detail: byToken
      ? `This API token was made without the scope ${permission}. Nothing was changed.`
      : `None of your roles holds the right ${permission}. Nothing was changed.`,
    remedy: byToken ? 'Make a token with that scope.' : 'Ask an operator of this installation for the role.',
  });
}

/** Refuses who left while they asked: with the person locked nobody starts what would outlast their access. Throws `not-signed-in`. */
export async function requireStillHere(db: Queryable, actor: Actor): Promise<void> {
  if ((await findActiveRoles(db, actor.personId)) !== undefined) return;
  throw new ProblemError('not-signed-in', 'Your access has ended', {
    detail: 'It ended while this was asked. Nothing was started.',
    remedy: 'Ask an operator of this installation.',
  });
}

/** Rights to the same thing, by how far they reach. */
export interface Rights {
  readonly own?: Permission;
  readonly team?: Permission;
  readonly any?: Permission;
}

/** Whose things the actor may have by these rights. First line of a use case that some do for themselves only. Throws `forbidden`. */
export function whoseBy(actor: Actor, rights: Rights): Whose {
  const { own, team, any } = rights;
  if (any !== undefined && may(actor, any)) return 'everybody';
  const byOwn = own !== undefined && may(actor, own);
  const byTeam = team !== undefined && may(actor, team);
  if (!byOwn && !byTeam) {
    const all = [own, team, any].filter((right) => right !== undefined);
    const [first] = all;
    if (first === undefined) throw new Error('no right was named');
    authorize(actor, all.find((right) => allows(actor.roles, right)) ?? first);
  }
  return { own: byOwn ? actor.personId : null, managedBy: byTeam ? actor.personId : null };
}

/** The answer for what is missing and for what is somebody else's: which of the two is not told. */
export function notFound(
  what:
    | 'lab'
    | 'attempt'
    | 'task'
    | 'hint'
    | 'node'
    | 'environment'
    | 'topology'
    | 'save point'
    | 'demand'
    | 'test'
    | 'submission'
    | 'comment'
    | 'recording'
    | 'remark'
    | 'person'
    | 'team'
    | 'SSH key'
    | 'path'
    | 'skill'
    | 'sign-off'
    | 'text'
    | 'web page'
    | 'request to follow'
    | 'run'
    | 'question'
    | 'class'
    | 'kept answer'
    | 'notice'
    | 'walk-through',
): ProblemError {
  return new ProblemError('not-found', 'Not found', {
    detail: `There is no such ${what} here.`,
    remedy: 'Check the address, or go back to the labs.',
  });
}
