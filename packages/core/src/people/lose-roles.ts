import type { Role } from '@springboard/contracts/roles.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { giveBackTaken } from '@springboard/db/repositories/reviews.ts';
import { giveBackHelpOf } from '../help/leave.ts';

/** Somebody has lost these roles, whoever took them: questions and reviews that they had taken wait for others again. */
export async function giveBackWorkOf(
  tx: Transaction,
  personId: string,
  lost: readonly Role[],
): Promise<void> {
  if (lost.includes('mentor')) await giveBackHelpOf(tx, personId);
  if (lost.length > 0) await giveBackTaken(tx, personId);
}
