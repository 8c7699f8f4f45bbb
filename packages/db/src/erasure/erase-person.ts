import type { Transaction } from '../client.ts';
import { pseudonymiseAudit } from './audit-lines.ts';
import { clearTextsOf, forgetAccount } from './clear-texts.ts';
import type { Erasure } from './pseudonym.ts';
import { replaceEverywhere } from './replace-everywhere.ts';
import { insertPseudonym, replacePerson } from './replace-person.ts';

/**
 * Puts a pseudonym in the place of a person who has left. Results and lines of the audit stay, under the pseudonym; who it was is
 * kept nowhere. `withName`: the name cannot be mistaken for other words, and is replaced in what others wrote, too.
 */
export async function erasePerson(
  tx: Transaction,
  erasure: Erasure,
  options: { readonly leftAt: Date; readonly erasedAt: Date; readonly withName: boolean },
): Promise<void> {
  const { id } = erasure.person;
  await insertPseudonym(tx, erasure, options);
  await clearTextsOf(tx, id);
  await forgetAccount(tx, id);
  await pseudonymiseAudit(tx, erasure);
  await replacePerson(tx, erasure);
  await replaceEverywhere(tx, erasure, options.withName);
}
