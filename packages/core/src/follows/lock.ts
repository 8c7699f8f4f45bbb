import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { type FollowRow, findFollow } from '@springboard/db/repositories/follows.ts';
import { may, notFound } from '../access.ts';
import { holds } from './view.ts';

export interface LockedFollow {
  readonly follow: FollowRow;
  readonly attempt: AttemptRow;
  /** What the actor is in it. */
  readonly side: 'learner' | 'mentor';
}

/** A follow as it is now, for one of its two sides; its attempt is locked until the transaction ends. Errors: `not-found`. */
export async function lockFollow(tx: Transaction, actor: Actor, id: string): Promise<LockedFollow> {
  const found = await findFollow(tx, id);
  const attempt = found && (await lockAttempt(tx, found.attemptId));
  const follow = attempt && (await findFollow(tx, id));
  if (!follow) throw notFound('request to follow');
  if (attempt.personId === actor.personId && may(actor, 'attempt.own.write'))
    return { follow, attempt, side: 'learner' };
  if (follow.mentorId === actor.personId && may(actor, 'terminal.any.follow'))
    return { follow, attempt, side: 'mentor' };
  throw notFound('request to follow');
}

/** The same for one side alone, while it holds. Errors: `not-found` (the other side's, too), `conflict` when it is over. */
export async function lockHolding(
  tx: Transaction,
  actor: Actor,
  id: string,
  { side, now }: { readonly side: LockedFollow['side']; readonly now: Date },
): Promise<LockedFollow> {
  const locked = await lockFollow(tx, actor, id);
  if (locked.side !== side) throw notFound('request to follow');
  if (!holds(locked.follow, locked.attempt, now)) {
    throw new ProblemError('conflict', 'This is over', {
      detail:
        'It was ended, was not answered in time, or was about an environment that is gone. Nothing was changed.',
      remedy: side === 'mentor' ? 'Ask to follow again.' : 'There is nothing left to do about it.',
    });
  }
  return locked;
}
