import { hostOperator } from '@springboard/auth/host-token.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { lockHolders } from '@springboard/db/repositories/people.ts';

/** Refuses to take an operator away when nobody would be left as one. Errors: `conflict`. */
export async function keepAnOperator(tx: Transaction, id: string): Promise<void> {
  const operators = await lockHolders(tx, 'operator', hostOperator.id);
  if (operators.some((one) => one !== id)) return;
  throw new ProblemError('conflict', 'Nobody would be left as an operator', {
    detail:
      'This is the only operator, and without one nobody could give roles any more. Nothing was changed.',
    remedy: 'Make somebody else an operator first.',
  });
}
