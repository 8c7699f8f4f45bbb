import type { Role } from '@springboard/contracts/roles.ts';
import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { terminalRun, terminalTicket } from '../schema/attempts.ts';
import { person, personRole } from '../schema/people.ts';

export type TerminalTicketRow = typeof terminalTicket.$inferSelect;

export async function insertTicket(tx: Queryable, row: typeof terminalTicket.$inferInsert): Promise<void> {
  await tx.insert(terminalTicket).values(row);
}

/** Uses a ticket up; undefined when it was used before or never was. */
export async function useTicket(
  db: Queryable,
  secretHash: string,
  now: Date,
): Promise<TerminalTicketRow | undefined> {
  const [row] = await db
    .update(terminalTicket)
    .set({ usedAt: now })
    .where(and(eq(terminalTicket.secretHash, secretHash), isNull(terminalTicket.usedAt)))
    .returning();
  return row;
}

export async function ticketExists(db: Queryable, secretHash: string): Promise<boolean> {
  const rows = await db
    .select({ secretHash: terminalTicket.secretHash })
    .from(terminalTicket)
    .where(eq(terminalTicket.secretHash, secretHash));
  return rows.length > 0;
}

/** Voids the tickets of a person that were not used yet. */
export async function voidTickets(tx: Queryable, personId: string): Promise<void> {
  await tx
    .delete(terminalTicket)
    .where(and(eq(terminalTicket.personId, personId), isNull(terminalTicket.usedAt)));
}

/** Forgets tickets that ended before `before`. */
export async function deleteOldTickets(db: Queryable, before: Date): Promise<void> {
  await db.delete(terminalTicket).where(lt(terminalTicket.expiresAt, before));
}

/** True for the first claim of this id, false for ever after. */
export async function claimRun(db: Queryable, attemptId: string, runId: string): Promise<boolean> {
  const rows = await db.insert(terminalRun).values({ attemptId, runId }).onConflictDoNothing().returning();
  return rows.length > 0;
}

/** Roles of a person who may still sign in; undefined for anybody else. */
export async function findActiveRoles(db: Queryable, personId: string): Promise<Role[] | undefined> {
  const rows = await db
    .select({ role: personRole.role })
    .from(person)
    .leftJoin(personRole, eq(personRole.personId, person.id))
    .where(and(eq(person.id, personId), isNull(person.deactivatedAt)));
  if (rows.length === 0) return undefined;
  return rows.flatMap((row) => row.role ?? []);
}
