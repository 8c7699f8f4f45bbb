import type { Permission } from '@springboard/contracts/roles.ts';
import { recordAudit } from '@springboard/db/audit.ts';
import type { Database } from '@springboard/db/client.ts';
import { apiToken, person, personRole } from '@springboard/db/schema/people.ts';
import { and, eq, lt, sql } from 'drizzle-orm';
import { apiTokenPrefix } from './api-tokens.ts';
import { hashOf, newSecret } from './secrets.ts';

/** Who acts when a command is run on the platform's own host: whoever may read the state folder there. */
export const hostOperator = {
  id: 'host-operator',
  name: 'Operator on the host',
  email: 'host-operator@localhost',
} as const;

/** A command takes seconds; one that goes on asks for another token. */
const minutes = 5;

export interface HostToken {
  readonly id: string;
  readonly secret: string;
}

/**
 * Makes a token for a command on the platform's own host, good for five minutes and for these rights only. It stands in the
 * audit as made by `system`, and what is done with it as done by the operator on the host. Needs the database itself: who has
 * that may do everything anyway.
 */
export async function createHostToken(
  db: Database,
  options: { readonly name: string; readonly scopes: readonly Permission[] },
): Promise<HostToken> {
  const secret = apiTokenPrefix + newSecret();
  return db.transaction(async (tx) => {
    const [fresh] = await tx
      .insert(person)
      .values({ ...hostOperator, emailVerified: true })
      .onConflictDoNothing()
      .returning({ id: person.id });
    if (fresh) await tx.insert(personRole).values({ personId: fresh.id, role: 'operator' });
    await tx
      .delete(apiToken)
      .where(and(eq(apiToken.personId, hostOperator.id), lt(apiToken.expiresAt, sql`now()`)));
    const [row] = await tx
      .insert(apiToken)
      .values({
        personId: hostOperator.id,
        name: options.name,
        secretHash: hashOf(secret),
        scopes: [...options.scopes],
        expiresAt: sql`now() + ${minutes} * interval '1 minute'`,
      })
      .returning({ id: apiToken.id });
    if (!row) throw new Error('the token was not inserted');
    await recordAudit(tx, {
      actor: 'system',
      via: 'system',
      action: 'api-token.create',
      subject: { kind: 'api-token', id: row.id },
      detail: { name: options.name, scopes: options.scopes, minutes },
      ip: null,
    });
    return { id: row.id, secret };
  });
}

/** Ends a host token as soon as its command has; one that ended by itself is fine. */
export async function dropHostToken(db: Database, id: string): Promise<void> {
  await db.delete(apiToken).where(and(eq(apiToken.id, id), eq(apiToken.personId, hostOperator.id)));
}
