import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { account, person } from '../schema/people.ts';

export interface AccountOwner {
  readonly personId: string;
  readonly deactivatedAt: Date | null;
}

/** Whose account at a provider this is. */
export async function findAccountOwner(
  db: Queryable,
  issuer: string,
  subject: string,
): Promise<AccountOwner | undefined> {
  const [row] = await db
    .select({ personId: person.id, deactivatedAt: person.deactivatedAt })
    .from(account)
    .innerJoin(person, eq(person.id, account.personId))
    .where(and(eq(account.providerId, issuer), eq(account.accountId, subject)));
  return row;
}

/** Whose address this is, locked until the transaction ends, so that two sign-ins cannot both be the first. */
export async function lockByEmail(tx: Transaction, email: string): Promise<AccountOwner | undefined> {
  const [row] = await tx
    .select({ personId: person.id, deactivatedAt: person.deactivatedAt })
    .from(person)
    .where(eq(person.email, email))
    .for('update');
  return row;
}

/** False when the account is somebody's already, or the person has another one at this provider. */
export async function insertAccount(
  tx: Transaction,
  row: { readonly personId: string; readonly issuer: string; readonly subject: string },
): Promise<boolean> {
  const inserted = await tx
    .insert(account)
    .values({
      id: randomUUID(),
      personId: row.personId,
      providerId: row.issuer,
      accountId: row.subject,
    })
    .onConflictDoNothing()
    .returning({ id: account.id });
  return inserted.length > 0;
}
