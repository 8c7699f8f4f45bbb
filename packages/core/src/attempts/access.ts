import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Queryable, Transaction } from '@springboard/db/client.ts';
import {
  type AttemptRow,
  findAttempt,
  findOwnAttempt,
  lockAttempt,
} from '@springboard/db/repositories/attempts.ts';
import { isAmong } from '@springboard/db/repositories/whose.ts';
import { authorize, notFound, type Rights, whoseBy } from '../access.ts';

/** Who reads whose attempts. */
export const readsAttempts = {
  own: 'attempt.own.read',
  team: 'attempt.team.read',
  any: 'attempt.any.read',
} as const satisfies Rights;

/** The attempt for reading: the person's own, or another's by the rights above. A preview is its author's alone. Errors: `not-found`. */
export async function readableAttempt(db: Queryable, actor: Actor, id: string): Promise<AttemptRow> {
  const whose = whoseBy(actor, readsAttempts);
  const row = await findAttempt(db, id);
  if (!row || (row.preview && row.personId !== actor.personId)) throw notFound('attempt');
  if (!(await isAmong(db, whose, row.personId))) throw notFound('attempt');
  return row;
}

/** The person's own attempt for changing, as it is now. */
export async function ownAttempt(db: Queryable, actor: Actor, id: string): Promise<AttemptRow> {
  authorize(actor, 'attempt.own.write');
  const row = await findOwnAttempt(db, id, actor.personId);
  if (!row) throw notFound('attempt');
  return row;
}

/** The person's own attempt, active and locked until the transaction ends. */
export async function lockOwnActive(tx: Transaction, actor: Actor, id: string): Promise<AttemptRow> {
  const row = await lockAttempt(tx, id);
  if (!row || row.personId !== actor.personId) throw notFound('attempt');
  requireActive(row);
  return row;
}

export function requireActive(row: AttemptRow): void {
  if (row.state === 'active') return;
  throw new ProblemError('attempt-over', 'This attempt is over', {
    detail: 'It was finished and its score is stored. Nothing was changed.',
    remedy: 'Start the lab again for a new attempt.',
  });
}
