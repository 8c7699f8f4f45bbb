import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { AnswerFollow } from '@springboard/contracts/follows.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { changeFollow, endFollow } from '@springboard/db/repositories/follows.ts';
import { authorize } from '../access.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockHolding } from './lock.ts';
import { followLivesMs } from './times.ts';

/** The learner's answer to a request to follow: no, this once, or for as long as this environment is there. Errors: `not-found`, `conflict`. */
export async function answerFollow(
  ctx: Pick<Context, 'db' | 'limits' | 'clock'>,
  actor: Actor,
  followId: string,
  { answer }: AnswerFollow,
): Promise<AttemptView> {
  authorize(actor, 'attempt.own.write');
  const attemptId = await ctx.db.transaction(async (tx) => {
    const now = ctx.clock();
    const { follow, attempt } = await lockHolding(tx, actor, followId, { side: 'learner', now });
    if (follow.state !== 'asked') throw answeredProblem();
    const subject = { kind: 'attempt', id: attempt.id } as const;
    const detail = { followId, mentor: follow.mentorId };
    if (answer === 'no') {
      await endFollow(tx, follow, { state: 'refused', by: 'learner', at: now });
      await audit(tx, actor, 'follow.refuse', subject, detail);
    } else {
      const until = new Date(now.getTime() + followLivesMs);
      await changeFollow(tx, follow, { state: 'following', reach: answer, answeredAt: now, until });
      await audit(tx, actor, 'follow.allow', subject, { ...detail, reach: answer });
    }
    return attempt.id;
  });
  return viewAttempt(ctx, attemptId);
}

function answeredProblem(): ProblemError {
  return new ProblemError('conflict', 'This was answered already', {
    detail: 'Another page of yours has answered this request. Nothing was changed.',
    remedy: 'To end it, use Stop.',
  });
}
