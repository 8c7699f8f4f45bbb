import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { HelpState } from '@springboard/contracts/help.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { changeHelp, type HelpRow } from '@springboard/db/repositories/help.ts';
import { viewAttempt } from '../attempts/view.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { lockForLearner, lockForMentor, movedOn } from './lock.ts';
import { settleQuestion } from './tell.ts';

/**
 * The learner ends a question of theirs: takes it back while it waits, and closes it afterwards. What has ended stays as it is. Errors: `not-found`.
 */
export async function endHelp(ctx: Context, actor: Actor, id: string): Promise<AttemptView> {
  const attemptId = await ctx.db.transaction(async (tx) => {
    const { help } = await lockForLearner(tx, actor, id);
    if (help.state === 'waiting') await end(ctx, tx, actor, help, 'withdrawn');
    else if (help.state === 'taken' || help.state === 'answered') await end(ctx, tx, actor, help, 'closed');
    return help.attemptId;
  });
  return viewAttempt(ctx, attemptId);
}

/** The mentor who has taken a question closes it without an answer: it was settled in talk. Errors: `not-found`, `conflict`. */
export async function closeHelp(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { help } = await lockForMentor(tx, actor, id);
    if (help.state !== 'taken' || help.mentorId !== actor.personId) throw movedOn(help);
    await end(ctx, tx, actor, help, 'closed');
  });
}

async function end(
  ctx: Context,
  tx: Transaction,
  actor: Actor,
  help: HelpRow,
  state: Extract<HelpState, 'closed' | 'withdrawn'>,
): Promise<void> {
  await changeHelp(tx, help, { state, endedAt: ctx.clock() });
  await settleQuestion(ctx, tx, help.id);
  const action = state === 'closed' ? 'help.close' : 'help.withdraw';
  await audit(tx, actor, action, { kind: 'attempt', id: help.attemptId }, { helpId: help.id });
}
