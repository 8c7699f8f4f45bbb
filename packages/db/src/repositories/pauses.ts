import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { environmentEvent } from '../schema/environments.ts';

/** How long an environment has been paused in all, in milliseconds; a pause under way is not in it. */
export async function pausedMsOf(db: Queryable, environmentId: string): Promise<number> {
  const [row] = await db
    .select({ ms: sql<string>`coalesce(sum(${environmentEvent.durationMs}), 0)` })
    .from(environmentEvent)
    .where(
      and(
        eq(environmentEvent.environmentId, environmentId),
        eq(environmentEvent.kind, 'state'),
        eq(environmentEvent.fromState, 'paused'),
        eq(environmentEvent.toState, 'ready'),
      ),
    );
  return Number(row?.ms ?? 0);
}
