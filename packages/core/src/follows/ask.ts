import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import {
  changeFollow,
  endFollow,
  findLastRefusal,
  findOpenFollow,
  insertFollow,
} from '@springboard/db/repositories/follows.ts';
import { authorize, notFound } from '../access.ts';
import { readableAttempt, requireActive } from '../attempts/access.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit, system } from '../audit.ts';
import type { Context } from '../context.ts';
import { askLivesMs, followLivesMs, restAfterNoMs } from './times.ts';
import { holds } from './view.ts';

type Contextual = Pick<Context, 'db' | 'limits' | 'clock'>;

/**
 * Asks the learner of an attempt to let this mentor follow its terminals. Where the learner has agreed for the whole environment already, following begins
 * at once. Asking twice changes nothing. Errors: `not-found`, `attempt-over`, `conflict`, `environment-not-ready`, `too-many-requests`.
 */
export async function askToFollow(ctx: Contextual, actor: Actor, attemptId: string): Promise<AttemptView> {
  authorize(actor, 'terminal.any.follow');
  await readableAttempt(ctx.db, actor, attemptId);
  await ctx.db.transaction(async (tx) => {
    const attempt = await lockAttempt(tx, attemptId);
    if (!attempt) throw notFound('attempt');
    requireActive(attempt);
    await ask(tx, actor, attempt, ctx.clock());
  });
  return viewAttempt(ctx, attemptId);
}

async function ask(tx: Transaction, actor: Actor, attempt: AttemptRow, now: Date): Promise<void> {
  const { environmentId } = attempt;
  if (attempt.personId === actor.personId) throw ownAttemptProblem();
  if (environmentId === null) throw noEnvironmentProblem();
  const subject = { kind: 'attempt', id: attempt.id } as const;
  const open = await findOpenFollow(tx, attempt.id, actor.personId);
  if (open && open.state !== 'away' && holds(open, attempt, now)) return;
  if (open?.reach === 'environment' && open.environmentId === environmentId) {
    await changeFollow(tx, open, { state: 'following', until: after(now, followLivesMs) });
    await audit(tx, actor, 'follow.join', subject, { followId: open.id });
    return;
  }
  if (open) {
    await endFollow(tx, open, { state: 'ended', by: 'platform', at: now });
    await audit(tx, system, 'follow.lapse', subject, { followId: open.id, mentor: actor.personId });
  }
  const refusedAt = await findLastRefusal(tx, attempt.id, actor.personId);
  if (refusedAt && now.getTime() - refusedAt.getTime() < restAfterNoMs) throw refusedProblem();
  const follow = await insertFollow(tx, {
    attemptId: attempt.id,
    environmentId,
    mentorId: actor.personId,
    state: 'asked',
    askedAt: now,
    until: after(now, askLivesMs),
  });
  await audit(tx, actor, 'follow.ask', subject, { followId: follow.id, learner: attempt.personId });
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

function ownAttemptProblem(): ProblemError {
  return new ProblemError('conflict', 'This attempt is your own', {
    detail: 'You need nobody’s consent to see your own terminals. Nothing was asked.',
    remedy: 'Open it on another device or in another tab: the terminals are the same.',
  });
}

function noEnvironmentProblem(): ProblemError {
  return new ProblemError('environment-not-ready', 'There is nothing to follow yet', {
    detail: 'This attempt has no environment at this moment, and so no terminals.',
    remedy: 'Ask when its environment is being made or is ready.',
  });
}

function refusedProblem(): ProblemError {
  return new ProblemError('too-many-requests', 'They said no a moment ago', {
    detail: 'The learner does not want to be followed now. They were not asked again.',
    remedy: 'Talk to them, or ask again in five minutes.',
  });
}
