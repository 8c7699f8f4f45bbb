import { and, eq, ne, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { environment, environmentEvent } from '../schema/environments.ts';

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

export interface Paused {
  readonly id: string;
  readonly pausedAt: Date;
  /** How long it was paused in all before, in milliseconds. */
  readonly pausedMs: number;
}

/** Environments that are paused and not being woken, the longest first. */
export async function listPaused(db: Queryable): Promise<Paused[]> {
  const rows = await db
    .select({ id: environment.id, pausedAt: environment.pausedAt })
    .from(environment)
    .where(and(eq(environment.state, 'paused'), ne(environment.course, 'resume')))
    .orderBy(environment.pausedAt);
  const paused: Paused[] = [];
  for (const { id, pausedAt } of rows)
    if (pausedAt) paused.push({ id, pausedAt, pausedMs: await pausedMsOf(db, id) });
  return paused;
}
