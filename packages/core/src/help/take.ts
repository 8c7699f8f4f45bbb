import type { Actor } from '@springboard/contracts/actor.ts';
import type { AnswerHelp } from '@springboard/contracts/help-queue.ts';
import { changeHelp, type HelpRow } from '@springboard/db/repositories/help.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { putBack } from './leave.ts';
import { lockForMentor, movedOn } from './lock.ts';
import { settleQuestion, tellAnswered, tellTaken } from './tell.ts';

/** A mentor takes a question that waits; its learner is told who. Taking it twice changes nothing. Errors: `not-found`, `conflict`. */
export async function takeHelp(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { help, attempt } = await lockForMentor(tx, actor, id);
    if (isTheirs(help, actor)) return;
    if (help.state !== 'waiting') throw movedOn(help);
    const takenAt = ctx.clock();
    await changeHelp(tx, help, { state: 'taken', mentorId: actor.personId, takenAt });
    await audit(tx, actor, 'help.take', { kind: 'attempt', id: help.attemptId }, { helpId: id });
    await settleQuestion(ctx, tx, id);
    await tellTaken(ctx, tx, { help, attempt, mentorId: actor.personId });
  });
}

/** The mentor who has taken it puts it back to its old place in the queue. Errors: `not-found`, `conflict`. */
export async function giveHelpBack(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { help } = await lockForMentor(tx, actor, id);
    if (!isTheirs(help, actor)) throw movedOn(help);
    await putBack(tx, help);
    await audit(tx, actor, 'help.give-back', { kind: 'attempt', id: help.attemptId }, { helpId: id });
  });
}

/** Answers a question that waits or that this mentor has taken. Errors: `not-found`, `conflict`. */
export async function answerHelp(
  ctx: Context,
  actor: Actor,
  id: string,
  { answer }: AnswerHelp,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { help, attempt } = await lockForMentor(tx, actor, id);
    if (help.state !== 'waiting' && !isTheirs(help, actor)) throw movedOn(help);
    const answeredAt = ctx.clock();
    await changeHelp(tx, help, {
      state: 'answered',
      mentorId: actor.personId,
      takenAt: help.takenAt ?? answeredAt,
      answer: answer.trim(),
      answeredAt,
      endedAt: answeredAt,
    });
    await audit(tx, actor, 'help.answer', { kind: 'attempt', id: help.attemptId }, { helpId: id });
    await settleQuestion(ctx, tx, id);
    await tellAnswered(ctx, tx, { help, attempt, mentorId: actor.personId });
  });
}

function isTheirs({ state, mentorId }: HelpRow, { personId }: Actor): boolean {
  return state === 'taken' && mentorId === personId;
}
