import { and, eq, gt, inArray, isNull, lt, lte, max, notExists, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { environment, environmentEvent, savePoint } from '../schema/environments.ts';

/** Active attempts with a ready environment whose checks should have run before `before`. */
export async function listOverdueAttempts(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: attempt.id })
    .from(attempt)
    .innerJoin(environment, eq(environment.id, attempt.environmentId))
    .where(and(eq(attempt.state, 'active'), eq(environment.state, 'ready'), lt(attempt.nextGradeAt, before)));
  return rows.map((row) => row.id);
}

/** When somebody last did something in an environment; its being ready counts as that. */
const lastUsedAt = sql<Date>`greatest(${attempt.lastActivityAt}, ${environment.readyAt})`;

/** Ready environments that nobody has used since before `before`, and that are not about to be paused. */
export async function listIdle(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: environment.id })
    .from(environment)
    .innerJoin(attempt, eq(attempt.environmentId, environment.id))
    .where(
      and(
        eq(environment.state, 'ready'),
        eq(attempt.state, 'active'),
        isNull(environment.pauseReason),
        lt(lastUsedAt, before.toISOString()),
      ),
    );
  return rows.map((row) => row.id);
}

/** What the record of a warning says as its reason. */
export const expiresSoon = 'expires-soon';

/** Ready environments that end within `withinMs` of `now`, and whose present end was not warned of yet. */
export async function listUnwarned(
  db: Queryable,
  now: Date,
  withinMs: number,
): Promise<{ id: string; expiresAt: Date }[]> {
  const begin = sql`${environment.expiresAt} - make_interval(secs => ${withinMs / 1000}::double precision)`;
  const warned = db
    .select({ one: sql`1` })
    .from(environmentEvent)
    .where(
      and(
        eq(environmentEvent.environmentId, environment.id),
        eq(environmentEvent.reason, expiresSoon),
        sql`${environmentEvent.at} >= ${begin}`,
      ),
    );
  const rows = await db
    .select({ id: environment.id, expiresAt: environment.expiresAt })
    .from(environment)
    .where(
      and(
        eq(environment.state, 'ready'),
        gt(environment.expiresAt, now),
        lte(environment.expiresAt, new Date(now.getTime() + withinMs)),
        notExists(warned),
      ),
    );
  return rows.flatMap(({ id, expiresAt }) => (expiresAt ? [{ id, expiresAt }] : []));
}

/** Environments that failed or were lost before `before` and that nobody has taken off the engine yet. */
export async function listUnremoved(
  db: Queryable,
  before: Date,
): Promise<(typeof environment.$inferSelect)[]> {
  const entered = db
    .select({ at: max(environmentEvent.at) })
    .from(environmentEvent)
    .where(and(eq(environmentEvent.environmentId, environment.id), eq(environmentEvent.kind, 'state')));
  return db
    .select()
    .from(environment)
    .where(
      and(
        inArray(environment.state, ['failed', 'lost']),
        isNull(environment.endedAt),
        lt(sql`(${entered})`, before.toISOString()),
      ),
    );
}

/** Ready environments that have a save point to make. */
export async function listWithPendingSave(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: environment.id })
    .from(environment)
    .innerJoin(savePoint, eq(savePoint.environmentId, environment.id))
    .where(and(eq(environment.state, 'ready'), eq(savePoint.state, 'making')));
  return rows.map((row) => row.id);
}

/** Whether somebody waits for room on the host, and not only for their turn. */
export async function anybodyWaitsForRoom(db: Queryable): Promise<boolean> {
  const rows = await db
    .select({ id: environment.id })
    .from(environment)
    .where(
      and(
        eq(environment.state, 'queued'),
        sql`${environment.queue} ->> 'waitsFor' in ('memory', 'cpu', 'disk')`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
