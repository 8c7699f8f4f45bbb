import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { listAttemptsWithEnvironment } from '@springboard/db/repositories/attempts.ts';
import type { Context } from '../context.ts';
import { loadDefinition } from '../labs/definitions.ts';

/**
 * Throws `limit-reached` when the person has as many environments as they may; call it with the person locked. A team's limit is
 * none of theirs to mend by themselves: who meets it waits in the queue.
 */
export async function requireRoom(
  ctx: Pick<Context, 'limits'>,
  tx: Transaction,
  personId: string,
  exceptAttemptId?: string,
): Promise<void> {
  const most = ctx.limits.environmentsPerPerson;
  const others = (await listAttemptsWithEnvironment(tx, personId)).filter(
    (row) => row.id !== exceptAttemptId,
  );
  if (others.length < most) return;
  const titles: string[] = [];
  for (const row of others) titles.push(`“${(await loadDefinition(tx, row.labVersionId)).title}”`);
  const number = numbers[most] ?? String(most);
  const limit = most === 1 ? 'One environment at a time is' : `${number} environments at once are`;
  throw new ProblemError('limit-reached', `${limit} the limit`, {
    detail: `You have environments open in ${listed(titles, 'and')}. Nothing was started.`,
    remedy: `Finish ${listed(titles, 'or')} first; the score is kept.`,
  });
}

const numbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'];

function listed(parts: readonly string[], word: 'and' | 'or'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}
