import { and, asc, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt, invariantBreach } from '../schema/attempts.ts';
import { environment } from '../schema/environments.ts';
import { anyOf } from './any-of.ts';

export type BreachRow = typeof invariantBreach.$inferSelect;

/** Breaches of invariants, oldest first. */
export async function listBreaches(db: Queryable, attemptIds: readonly string[]): Promise<BreachRow[]> {
  if (attemptIds.length === 0) return [];
  return db
    .select()
    .from(invariantBreach)
    .where(anyOf(invariantBreach.attemptId, attemptIds))
    .orderBy(asc(invariantBreach.beganAt), asc(invariantBreach.id));
}

/** Notes that an invariant does not hold; a breach that goes on stays one. True when it is a new one. */
export async function beginBreach(
  tx: Queryable,
  breach: Omit<typeof invariantBreach.$inferInsert, 'id' | 'endedAt'>,
): Promise<boolean> {
  const { attemptId, invariantId } = breach;
  const [open] = await tx
    .select({ id: invariantBreach.id })
    .from(invariantBreach)
    .where(openOf(attemptId, [invariantId]));
  if (open) return false;
  await tx.insert(invariantBreach).values(breach);
  return true;
}

/** Ends the breaches of these invariants that go on; true when there was one. */
export async function endBreaches(
  tx: Queryable,
  attemptId: string,
  invariantIds: readonly string[],
  at: Date,
): Promise<boolean> {
  if (invariantIds.length === 0) return false;
  const rows = await tx
    .update(invariantBreach)
    .set({ endedAt: at })
    .where(openOf(attemptId, invariantIds))
    .returning({ id: invariantBreach.id });
  return rows.length > 0;
}

/** The environment in which they were seen is given up. */
export async function endAllBreaches(tx: Queryable, attemptId: string, at: Date): Promise<void> {
  await tx
    .update(invariantBreach)
    .set({ endedAt: at })
    .where(and(eq(invariantBreach.attemptId, attemptId), isNull(invariantBreach.endedAt)));
}

function openOf(attemptId: string, invariantIds: readonly string[]) {
  return and(
    eq(invariantBreach.attemptId, attemptId),
    inArray(invariantBreach.invariantId, [...invariantIds]),
    isNull(invariantBreach.endedAt),
  );
}

/** Active attempts with a ready environment whose invariants should have been looked at before `before`. */
export async function listUnwatched(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: attempt.id })
    .from(attempt)
    .innerJoin(environment, eq(environment.id, attempt.environmentId))
    .where(and(eq(attempt.state, 'active'), eq(environment.state, 'ready'), lt(attempt.nextWatchAt, before)));
  return rows.map((row) => row.id);
}
