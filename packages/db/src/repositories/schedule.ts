import { and, eq, lt } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { environment } from '../schema/environments.ts';

/** Active attempts with a ready environment whose checks should have run before `before`. */
export async function listOverdueAttempts(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: attempt.id })
    .from(attempt)
    .innerJoin(environment, eq(environment.id, attempt.environmentId))
    .where(and(eq(attempt.state, 'active'), eq(environment.state, 'ready'), lt(attempt.nextGradeAt, before)));
  return rows.map((row) => row.id);
}
