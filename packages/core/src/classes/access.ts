import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { allows } from '@springboard/contracts/roles.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import {
  type ClassRow,
  findClass,
  lockClass,
  type NamedClass,
} from '@springboard/db/repositories/classes.ts';
import { findActiveRoles } from '@springboard/db/repositories/terminals.ts';
import type { Whose } from '@springboard/db/repositories/whose.ts';
import { notFound, type Rights, whoseBy } from '../access.ts';

/** Who plans classes, and for whom: mentors for everybody, managers for the people of their teams. */
export const plansClasses = {
  team: 'class.team.manage',
  any: 'class.any.manage',
} as const satisfies Rights;

/** A class that the actor may have, and whom of its people they reach now. */
export interface ReachedClass<Row> {
  readonly row: Row;
  readonly whose: Whose;
}

/** A class for reading: mentors have all, managers those that they planned. Errors: `not-found`. */
export async function readableClass(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<ReachedClass<NamedClass>> {
  const whose = whoseBy(actor, plansClasses);
  const row = await findClass(db, id);
  if (!row || !isTheirs(whose, row)) throw notFound('class');
  return { row, whose };
}

/** The same for changing, locked until the transaction ends. Errors: `not-found`. */
export async function lockReachedClass(
  tx: Transaction,
  actor: Actor,
  id: string,
): Promise<ReachedClass<ClassRow>> {
  const whose = whoseBy(actor, plansClasses);
  const row = await lockClass(tx, id);
  if (!row || !isTheirs(whose, row)) throw notFound('class');
  return { row, whose };
}

function isTheirs(whose: Whose, { ownerId }: Pick<ClassRow, 'ownerId'>): boolean {
  return whose === 'everybody' || (ownerId !== null && ownerId === whose.managedBy);
}

/** Whom somebody may plan classes for now; null: they have left, or have no such right any more. */
export async function reachOf(db: Queryable, personId: string | null): Promise<Whose | null> {
  const roles = personId === null ? undefined : await findActiveRoles(db, personId);
  if (!roles) return null;
  if (allows(roles, plansClasses.any)) return 'everybody';
  return allows(roles, plansClasses.team) ? { own: null, managedBy: personId } : null;
}

/** For what a class of this state cannot be asked for. */
export function movedOn({ state }: Pick<ClassRow, 'state'>): ProblemError {
  const now = { planned: 'It has not begun yet.', open: 'It has begun.', ended: 'It is over.' }[state];
  const remedy = {
    planned: 'Start it first, or cancel it.',
    open: 'Look at the class as it is now; it can be ended.',
    ended: 'Plan another class.',
  }[state];
  return new ProblemError('conflict', 'The class has moved on', {
    detail: `${now} Nothing was changed.`,
    remedy,
  });
}
