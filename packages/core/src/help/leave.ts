import type { Transaction } from '@springboard/db/client.ts';
import { lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { changeHelp, listOpenHelpAround } from '@springboard/db/repositories/help.ts';
import type { Context } from '../context.ts';
import { settleQuestion } from './tell.ts';

/** Somebody leaves: nobody has to answer what they asked, and what they had taken as a mentor waits in its old place again. */
export async function leaveHelp(ctx: Context, tx: Transaction, personId: string): Promise<void> {
  for (const help of await listOpenHelpAround(tx, personId)) {
    const attempt = await lockAttempt(tx, help.attemptId);
    if (attempt?.personId === personId) {
      const state = help.state === 'waiting' ? 'withdrawn' : 'closed';
      await changeHelp(tx, help, { state, endedAt: ctx.clock() });
      await settleQuestion(ctx, tx, help.id);
    } else {
      await changeHelp(tx, help, { state: 'waiting', mentorId: null, takenAt: null });
    }
  }
}
