import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { changeFollow, endFollow, type FollowRow, findFollow } from '@springboard/db/repositories/follows.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockFollow } from './lock.ts';

/**
 * Ends following, at once and for either side: the learner says stop, the mentor takes the request back or leaves. What has ended already stays as it is.
 * Errors: `not-found`.
 */
export async function stopFollow(
  ctx: Pick<Context, 'db' | 'limits' | 'clock'>,
  actor: Actor,
  followId: string,
): Promise<AttemptView> {
  const attemptId = await ctx.db.transaction(async (tx) => {
    const { follow, attempt, side } = await lockFollow(tx, actor, followId);
    if (follow.endedAt !== null) return attempt.id;
    if (side === 'mentor') await leave(tx, actor, follow, ctx.clock());
    else {
      const state = follow.state === 'asked' ? 'refused' : 'ended';
      await endFollow(tx, follow, { state, by: 'learner', at: ctx.clock() });
      const action = follow.state === 'asked' ? 'follow.refuse' : 'follow.stop';
      await audit(tx, actor, action, subjectOf(follow), { followId, mentor: follow.mentorId });
    }
    return attempt.id;
  });
  return viewAttempt(ctx, attemptId);
}

/** The gateway has seen nothing of the mentor for a while: the page was closed, or the network is gone. */
export async function noteFollowerGone(ctx: Pick<Context, 'db' | 'clock'>, followId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const found = await findFollow(tx, followId);
    if (!found || !(await lockAttempt(tx, found.attemptId))) return;
    const follow = await findFollow(tx, followId);
    if (follow?.endedAt === null && follow.state === 'following')
      await leave(tx, system, follow, ctx.clock());
  });
}

/** Whoever may come back without asking is only away. */
async function leave(
  tx: Transaction,
  actor: Actor | typeof system,
  follow: FollowRow,
  now: Date,
): Promise<void> {
  const { id, state, reach } = follow;
  if (state === 'asked') await endFollow(tx, follow, { state: 'withdrawn', by: 'mentor', at: now });
  else if (state === 'following' && reach === 'environment')
    await changeFollow(tx, follow, { state: 'away', takeover: null, until: null });
  else await endFollow(tx, follow, { state: 'ended', by: 'mentor', at: now });
  const action = state === 'asked' ? 'follow.withdraw' : 'follow.leave';
  await audit(tx, actor, action, subjectOf(follow), { followId: id, mentor: follow.mentorId });
}

function subjectOf({ attemptId }: FollowRow) {
  return { kind: 'attempt', id: attemptId } as const;
}
