import { ProblemError } from '@springboard/contracts/problems.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { listAttemptsWithEnvironment } from '@springboard/db/repositories/attempts.ts';
import { loadDefinition } from '../labs/definitions.ts';

/** Environments a person may have at once. */
export const environmentsPerPerson = 2;

/** Throws `limit-reached` when the person has as many environments as they may; call it with the person locked. */
export async function requireRoom(
  tx: Transaction,
  personId: string,
  exceptAttemptId?: string,
): Promise<void> {
  const others = (await listAttemptsWithEnvironment(tx, personId)).filter(
    (row) => row.id !== exceptAttemptId,
  );
  if (others.length < environmentsPerPerson) return;
  const titles: string[] = [];
  for (const row of others) titles.push(`“${(await loadDefinition(tx, row.labVersionId)).title}”`);
  throw new ProblemError('limit-reached', 'Two environments at once are the limit', {
    detail: `You have environments open in ${titles.join(' and ')}. Nothing was started.`,
    remedy: `Finish ${titles.join(' or ')} first; the score is kept.`,
  });
}
