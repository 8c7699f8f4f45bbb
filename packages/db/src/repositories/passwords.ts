import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { account, person } from '../schema/people.ts';

/** Passwords are accounts at this provider: ourselves. */
const providerId = 'password';

/** Whose address it is, with the hash of their password; null where they have none. Undefined for an address of nobody. */
export async function findPasswordByEmail(
  db: Queryable,
  email: string,
): Promise<{ personId: string; deactivatedAt: Date | null; hash: string | null } | undefined> {
  const [row] = await db
    .select({ personId: person.id, deactivatedAt: person.deactivatedAt, hash: account.password })
    .from(person)
    .leftJoin(account, and(eq(account.personId, person.id), eq(account.providerId, providerId)))
    .where(eq(person.email, email));
  return row;
}

/** A person's name, address and password; undefined for who never was. */
export async function findOwnPassword(
  db: Queryable,
  personId: string,
): Promise<{ name: string; email: string; hash: string | null; setAt: Date | null } | undefined> {
  const [row] = await db
    .select({ name: person.name, email: person.email, hash: account.password, setAt: account.updatedAt })
    .from(person)
    .leftJoin(account, and(eq(account.personId, person.id), eq(account.providerId, providerId)))
    .where(eq(person.id, personId));
  return row;
}

/** Keeps the hash of a person's password in the place of the one before. */
export async function savePassword(tx: Transaction, personId: string, hash: string): Promise<void> {
  await tx
    .insert(account)
    .values({ id: randomUUID(), personId, providerId, accountId: personId, password: hash })
    .onConflictDoUpdate({
      target: [account.providerId, account.accountId],
      set: { password: hash, updatedAt: sql`now()` },
    });
}
