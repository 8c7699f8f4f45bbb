import type { Stage } from '@springboard/contracts/environments.ts';
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { environmentEvent } from '../schema/environments.ts';

/** How long a stage of this environment took the last time it ended well, in milliseconds; undefined when it never did. */
export async function lastStageDuration(
  db: Queryable,
  environmentId: string,
  stage: Stage,
): Promise<number | undefined> {
  const [row] = await db
    .select({ ms: environmentEvent.durationMs })
    .from(environmentEvent)
    .where(
      and(
        eq(environmentEvent.environmentId, environmentId),
        eq(environmentEvent.stage, stage),
        eq(environmentEvent.stageStatus, 'finished'),
        isNotNull(environmentEvent.durationMs),
      ),
    )
    .orderBy(desc(environmentEvent.id))
    .limit(1);
  return row?.ms ?? undefined;
}
