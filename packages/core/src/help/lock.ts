import type { Actor } from '@springboard/contracts/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { type AttemptRow, lockAttempt } from '@springboard/db/repositories/attempts.ts';
import { findHelp, type HelpRow } from '@springboard/db/repositories/help.ts';
import { authorize, notFound } from '../access.ts';

export interface LockedHelp {
  readonly help: HelpRow;
  readonly attempt: AttemptRow;
}

/** A question as it is now, for a mentor; its attempt is locked until the transaction ends. Errors: `not-found`, for one's own and of previews, too. */
export async function lockForMentor(tx: Transaction, actor: Actor, id: string): Promise<LockedHelp> {
  authorize(actor, 'help.any.answer');
  const { help, attempt } = await lockHelp(tx, id);
  if (attempt.personId === actor.personId || attempt.preview) throw notFound('question');
  return { help, attempt };
}

/** The same for who asked it. Errors: `not-found`. */
export async function lockForLearner(tx: Transaction, actor: Actor, id: string): Promise<LockedHelp> {
  authorize(actor, 'attempt.own.write');
  const { help, attempt } = await lockHelp(tx, id);
  if (attempt.personId !== actor.personId) throw notFound('question');
  return { help, attempt };
}

async function lockHelp(tx: Transaction, id: string): Promise<LockedHelp> {
  const found = await findHelp(tx, id);
  const attempt = found && (await lockAttempt(tx, found.attemptId));
  const help = attempt && (await findHelp(tx, id));
  if (!help) throw notFound('question');
  return { help, attempt };
}

/** For who comes too late: somebody else did something about it, or its learner did. */
export function movedOn({ state }: Pick<HelpRow, 'state'>): ProblemError {
  const now = {
    waiting: 'It waits for a mentor again.',
    taken: 'Another mentor has taken it.',
    answered: 'It has been answered.',
    closed: 'It has been closed.',
    withdrawn: 'Its learner has taken it back.',
  }[state];
  return new ProblemError('conflict', 'This question has moved on', {
    detail: `${now} Nothing was changed.`,
    remedy: 'Copy what you have written if you want to keep it, and look at the question as it is now.',
  });
}
