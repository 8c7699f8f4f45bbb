import { openHelpStates } from '@springboard/contracts/help.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { changeHelp, findHelp, type HelpRow, listOpenHelpAround } from '@springboard/db/repositories/help.ts';
import type { Context } from '../context.ts';
import { recallQuestion, settleQuestion } from './tell.ts';

/** Somebody leaves: nobody has to answer what they asked, and what they had taken as a mentor waits in its old place again. */
export async function leaveHelp(ctx: Context, tx: Transaction, personId: string): Promise<void> {
  for (const { id, attemptId } of await listOpenHelpAround(tx, personId)) {
    const attempt = await lockAttempt(tx, attemptId);
    const help = await findHelp(tx, id);
    if (!help || !openHelpStates.includes(help.state)) continue;
    if (attempt?.personId === personId) {
      const state = help.state === 'waiting' ? 'withdrawn' : 'closed';
      await changeHelp(tx, help, { state, endedAt: ctx.clock() });
      await settleQuestion(ctx, tx, help.id);
    } else if (help.mentorId === personId) {
      await putBack(tx, help);
    }
  }
}

/** Somebody is no mentor any more: what they had taken waits in its old place again. */
export async function giveBackHelpOf(tx: Transaction, personId: string): Promise<void> {
  for (const { id, attemptId } of await listOpenHelpAround(tx, personId)) {
    await lockAttempt(tx, attemptId);
    const help = await findHelp(tx, id);
    if (help?.state === 'taken' && help.mentorId === personId) await putBack(tx, help);
  }
}

/** Those who were told of it are told again. The attempt is locked. */
export async function putBack(tx: Transaction, help: HelpRow): Promise<void> {
  await changeHelp(tx, help, { state: 'waiting', mentorId: null, takenAt: null });
  await recallQuestion(tx, help.id);
}
