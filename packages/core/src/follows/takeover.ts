import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { changeFollow, type FollowRow, findTypist } from '@springboard/db/repositories/follows.ts';
import { authorize } from '../access.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockFollow, lockHolding } from './lock.ts';
import { holds } from './view.ts';

interface Moment {
  readonly attempt: AttemptRow;
  readonly now: Date;
}

type Contextual = Pick<Context, 'db' | 'limits' | 'clock'>;

/** A mentor who follows asks to type. The learner is asked each time. Errors: `not-found`, `conflict`. */
export async function askTakeover(ctx: Contextual, actor: Actor, followId: string): Promise<AttemptView> {
  authorize(actor, 'terminal.any.follow');
  const attemptId = await ctx.db.transaction(async (tx) => {
    const now = ctx.clock();
    const { follow, attempt } = await lockHolding(tx, actor, followId, { side: 'mentor', now });
    if (follow.state !== 'following') throw notFollowingProblem();
    if (follow.takeover !== null) return attempt.id;
    await requireFreeKeyboard(tx, follow, { attempt, now });
    await changeFollow(tx, follow, { takeover: 'asked' });
    await audit(tx, actor, 'takeover.ask', subjectOf(follow), { followId, learner: attempt.personId });
    return attempt.id;
  });
  return viewAttempt(ctx, attemptId);
}

/** The learner's answer to it. From a yes on the mentor types, and the learner's keys are held off. Errors: `not-found`, `conflict`. */
export async function answerTakeover(
  ctx: Contextual,
  actor: Actor,
  followId: string,
  { agree }: { readonly agree: boolean },
): Promise<AttemptView> {
  authorize(actor, 'attempt.own.write');
  const attemptId = await ctx.db.transaction(async (tx) => {
    const now = ctx.clock();
    const { follow, attempt } = await lockHolding(tx, actor, followId, { side: 'learner', now });
    if (follow.takeover !== 'asked') throw notAskedProblem();
    if (agree) await requireFreeKeyboard(tx, follow, { attempt, now });
    await changeFollow(tx, follow, { takeover: agree ? 'held' : null });
    const action = agree ? 'takeover.allow' : 'takeover.refuse';
    await audit(tx, actor, action, subjectOf(follow), { followId, mentor: follow.mentorId });
    return attempt.id;
  });
  return viewAttempt(ctx, attemptId);
}

/**
 * Ends it, at once and for either side: the learner takes the keyboard back or says no, the mentor hands it back or takes the request back. Following goes
 * on. Errors: `not-found`.
 */
export async function endTakeover(ctx: Contextual, actor: Actor, followId: string): Promise<AttemptView> {
  const attemptId = await ctx.db.transaction(async (tx) => {
    const { follow, attempt, side } = await lockFollow(tx, actor, followId);
    if (follow.takeover === null) return attempt.id;
    await changeFollow(tx, follow, { takeover: null });
    const held = follow.takeover === 'held';
    const action = {
      learner: held ? 'takeover.take-back' : 'takeover.refuse',
      mentor: held ? 'takeover.hand-back' : 'takeover.withdraw',
    }[side];
    await audit(tx, actor, action, subjectOf(follow), { followId, mentor: follow.mentorId });
    return attempt.id;
  });
  return viewAttempt(ctx, attemptId);
}

/** Only one mentor types at a time. One whose time is over does not stand in the way. */
async function requireFreeKeyboard(
  tx: Transaction,
  follow: FollowRow,
  { attempt, now }: Moment,
): Promise<void> {
  const typist = await findTypist(tx, follow.attemptId);
  if (!typist || typist.id === follow.id) return;
  if (!holds(typist, attempt, now)) {
    await changeFollow(tx, typist, { takeover: null });
    return;
  }
  throw new ProblemError('conflict', `${typist.mentorName} is typing`, {
    detail: 'Only one mentor types in an attempt’s terminals at a time. Nothing was changed.',
    remedy: 'Wait until they have handed the keyboard back.',
  });
}

function notFollowingProblem(): ProblemError {
  return new ProblemError('conflict', 'You do not follow these terminals', {
    detail: 'Only a mentor who follows may ask to type. Nothing was asked.',
    remedy: 'Follow them first.',
  });
}

function notAskedProblem(): ProblemError {
  return new ProblemError('conflict', 'Nobody asks to type', {
    detail: 'The request was taken back or answered on another page of yours. Nothing was changed.',
  });
}

function subjectOf({ attemptId }: FollowRow) {
  return { kind: 'attempt', id: attemptId } as const;
}
