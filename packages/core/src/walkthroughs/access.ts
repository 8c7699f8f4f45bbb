import type { Actor } from '@springboard/contracts/actor.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import { findPublishedVersion } from '@springboard/db/repositories/labs.ts';
import {
  findWalkthrough,
  lockWalkthrough,
  type NamedWalkthrough,
  type WalkthroughRow,
} from '@springboard/db/repositories/walkthroughs.ts';
import { authorize, may, notFound, type Rights } from '../access.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { hasPassed } from './passed.ts';

/** Who watches walk-throughs, and who rates them: those of labs that they have passed, or all. */
export const watchesWalkthroughs = {
  own: 'lab.read',
  any: 'walkthrough.any.watch',
} as const satisfies Rights;
export const ratesWalkthroughs = {
  own: 'attempt.own.write',
  any: 'walkthrough.any.watch',
} as const satisfies Rights;

/**
 * Whether somebody may watch walk-throughs of a lab, which show how it is solved: who has passed it, who may watch all, and everybody where the lab says
 * so.
 */
export async function watchesLab(db: Queryable, actor: Actor, slug: string): Promise<boolean> {
  if (may(actor, 'walkthrough.any.watch')) return true;
  const versionId = await findPublishedVersion(db, slug);
  if (versionId !== undefined && (await loadDefinition(db, versionId)).walkthroughs === 'always') return true;
  return hasPassed(db, actor.personId, slug);
}

/** Whether somebody sees those that a mentor has hidden. */
export function seesHidden(actor: Actor): boolean {
  return may(actor, 'walkthrough.any.hide');
}

/** One that is published, not hidden from the actor, and of a lab whose walk-throughs they may watch; or their own. The use case has authorised. Errors: `not-found`. */
export async function watchable(db: Queryable, actor: Actor, id: string): Promise<NamedWalkthrough> {
  const row = await findWalkthrough(db, id);
  if (!row?.published) throw notFound('walk-through');
  if (row.personId === actor.personId) return row;
  if (seesHidden(actor)) return row;
  if (row.hiddenAt !== null) throw notFound('walk-through');
  if (!(await watchesLab(db, actor, row.slug))) throw notFound('walk-through');
  return row;
}

/** The actor's own, to be worked on. Errors: `not-found`. */
export async function ownWalkthrough(db: Queryable, actor: Actor, id: string): Promise<NamedWalkthrough> {
  authorize(actor, 'attempt.own.write');
  const row = await findWalkthrough(db, id);
  if (row?.personId !== actor.personId) throw notFound('walk-through');
  return row;
}

/** The same, locked until the transaction ends. */
export async function lockOwn(tx: Transaction, actor: Actor, id: string): Promise<WalkthroughRow> {
  const row = await lockWalkthrough(tx, id);
  if (row?.personId !== actor.personId) throw notFound('walk-through');
  return row;
}
