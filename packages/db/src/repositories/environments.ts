import type { EnvironmentState, Stage } from '@springboard/contracts/environments.ts';
import { and, asc, desc, eq, gt, inArray, lt, notExists, or, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { attempt } from '../schema/attempts.ts';
import { environment, environmentEvent } from '../schema/environments.ts';
import { labTest } from '../schema/lab-tests.ts';

export type EnvironmentRow = typeof environment.$inferSelect;
export type EnvironmentEventRow = typeof environmentEvent.$inferSelect;

/** States of environments that an attempt has or waits for. */
export const attemptStates = [
  'queued',
  'provisioning',
  'claimed',
  'ready',
  'paused',
  'saving',
  'rewinding',
] as const satisfies readonly EnvironmentState[];

export async function findEnvironment(db: Queryable, id: string): Promise<EnvironmentRow | undefined> {
  const [row] = await db.select().from(environment).where(eq(environment.id, id));
  return row;
}

/** Only its state; asked often while it is provisioned, to learn of a cancellation. */
export async function findEnvironmentState(db: Queryable, id: string): Promise<EnvironmentState | undefined> {
  const [row] = await db.select({ state: environment.state }).from(environment).where(eq(environment.id, id));
  return row?.state;
}

export async function lockEnvironment(tx: Transaction, id: string): Promise<EnvironmentRow | undefined> {
  const [row] = await tx.select().from(environment).where(eq(environment.id, id)).for('update');
  return row;
}

export async function insertEnvironment(
  tx: Transaction,
  row: typeof environment.$inferInsert,
): Promise<void> {
  await tx.insert(environment).values(row);
}

export async function changeEnvironment(
  tx: Queryable,
  id: string,
  change: Partial<typeof environment.$inferInsert>,
): Promise<void> {
  await tx.update(environment).set(change).where(eq(environment.id, id));
}

/** Changes one that still waits in the pool; false when it does not any more. */
export async function changePooled(
  db: Queryable,
  id: string,
  change: Partial<Pick<EnvironmentRow, 'frozen' | 'probedAt' | 'promptOpen'>>,
): Promise<boolean> {
  const rows = await db
    .update(environment)
    .set(change)
    .where(and(eq(environment.id, id), eq(environment.state, 'pooled')))
    .returning({ id: environment.id });
  return rows.length > 0;
}

/** Environments in one of `states`, oldest first. */
export async function listEnvironments(
  db: Queryable,
  states: readonly EnvironmentState[],
): Promise<EnvironmentRow[]> {
  return db
    .select()
    .from(environment)
    .where(inArray(environment.state, [...states]))
    .orderBy(asc(environment.createdAt));
}

/** States of those of `ids` that have a row. */
export async function statesOf(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, EnvironmentState>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: environment.id, state: environment.state })
    .from(environment)
    .where(inArray(environment.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row.state]));
}

/** Ready environments whose time is over. */
export async function listExpired(db: Queryable, now: Date): Promise<EnvironmentRow[]> {
  return db
    .select()
    .from(environment)
    .where(and(eq(environment.state, 'ready'), lt(environment.expiresAt, now)));
}

/** Environments that were made for an attempt, or given to one, and that no active attempt has. */
export async function listUnowned(db: Queryable): Promise<EnvironmentRow[]> {
  return db
    .select()
    .from(environment)
    .where(
      and(
        inArray(environment.state, [...attemptStates]),
        eq(environment.purpose, 'attempt'),
        notExists(
          db
            .select({ one: sql`1` })
            .from(attempt)
            .where(and(eq(attempt.environmentId, environment.id), eq(attempt.state, 'active'))),
        ),
      ),
    );
}

/** Environments that were made for a contract test, and that neither a test under way nor one that kept it has. */
export async function listUnownedOfTests(db: Queryable, now: Date): Promise<EnvironmentRow[]> {
  return db
    .select()
    .from(environment)
    .where(
      and(
        inArray(environment.state, [...attemptStates]),
        eq(environment.purpose, 'test'),
        notExists(
          db
            .select({ one: sql`1` })
            .from(labTest)
            .where(
              and(
                eq(labTest.environmentId, environment.id),
                or(inArray(labTest.state, ['queued', 'running']), gt(labTest.keptUntil, now)),
              ),
            ),
        ),
      ),
    );
}

/** Adds an edge or a change of a stage, and announces that the fleet has changed. */
export async function insertEnvironmentEvent(
  tx: Queryable,
  row: typeof environmentEvent.$inferInsert,
): Promise<void> {
  await tx.insert(environmentEvent).values(row);
  await notifyChange(tx, { kind: 'fleet' });
}

/** Events of the environment's stages, oldest first, without their logs. */
export async function listStageEvents(
  db: Queryable,
  environmentId: string,
): Promise<Omit<EnvironmentEventRow, 'log'>[]> {
  return db
    .select({
      id: environmentEvent.id,
      environmentId: environmentEvent.environmentId,
      at: environmentEvent.at,
      kind: environmentEvent.kind,
      fromState: environmentEvent.fromState,
      toState: environmentEvent.toState,
      stage: environmentEvent.stage,
      stageStatus: environmentEvent.stageStatus,
      actor: environmentEvent.actor,
      reason: environmentEvent.reason,
      message: environmentEvent.message,
      durationMs: environmentEvent.durationMs,
    })
    .from(environmentEvent)
    .where(and(eq(environmentEvent.environmentId, environmentId), eq(environmentEvent.kind, 'stage')))
    .orderBy(asc(environmentEvent.id));
}

/** When the environment came into its present state. */
export async function lastStateChange(db: Queryable, environmentId: string): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: environmentEvent.at })
    .from(environmentEvent)
    .where(and(eq(environmentEvent.environmentId, environmentId), eq(environmentEvent.kind, 'state')))
    .orderBy(desc(environmentEvent.id))
    .limit(1);
  return row?.at;
}

/** When a stage was last begun. */
export async function lastStageStart(
  db: Queryable,
  environmentId: string,
  stage: Stage,
): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: environmentEvent.at })
    .from(environmentEvent)
    .where(
      and(
        eq(environmentEvent.environmentId, environmentId),
        eq(environmentEvent.stage, stage),
        eq(environmentEvent.stageStatus, 'started'),
      ),
    )
    .orderBy(desc(environmentEvent.id))
    .limit(1);
  return row?.at;
}
