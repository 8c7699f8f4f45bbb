import { and, asc, count, eq, gt, gte, inArray, lt, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { checkRun, environmentOfAttempt, labFeedback } from '../schema/attempts.ts';
import { environmentEvent, savePoint } from '../schema/environments.ts';

/** A range of time, its end not in it. */
export interface TimeRange {
  readonly from: Date;
  readonly until: Date;
}

/** Every environment that the attempt has had, the first first. */
export async function listEnvironmentsOfAttempt(db: Queryable, attemptId: string): Promise<string[]> {
  const rows = await db
    .select({ id: environmentOfAttempt.environmentId })
    .from(environmentOfAttempt)
    .where(eq(environmentOfAttempt.attemptId, attemptId))
    .orderBy(asc(environmentOfAttempt.since), asc(environmentOfAttempt.environmentId));
  return rows.map(({ id }) => id);
}

export type LifeEventRow = Pick<
  typeof environmentEvent.$inferSelect,
  | 'id'
  | 'environmentId'
  | 'at'
  | 'kind'
  | 'fromState'
  | 'toState'
  | 'stage'
  | 'stageStatus'
  | 'reason'
  | 'message'
  | 'durationMs'
>;

/** Edges and stages of these environments in their order, without what stages said on their way and without logs. */
export async function listLifeEvents(db: Queryable, ids: readonly string[]): Promise<LifeEventRow[]> {
  if (ids.length === 0) return [];
  const { id, environmentId, at, kind, fromState, toState, stage, stageStatus } = environmentEvent;
  const { reason, message, durationMs } = environmentEvent;
  return db
    .select({
      id,
      environmentId,
      at,
      kind,
      fromState,
      toState,
      stage,
      stageStatus,
      reason,
      message,
      durationMs,
    })
    .from(environmentEvent)
    .where(
      and(inArray(environmentId, [...ids]), or(sql`${stageStatus} is null`, ne(stageStatus, 'progress'))),
    )
    .orderBy(asc(id));
}

export type SavePointMark = Pick<
  typeof savePoint.$inferSelect,
  'id' | 'kind' | 'title' | 'state' | 'createdAt'
>;

/** Save points of these environments, also those that are gone. */
export async function listSavePointMarks(db: Queryable, ids: readonly string[]): Promise<SavePointMark[]> {
  if (ids.length === 0) return [];
  const { id, kind, title, state, createdAt } = savePoint;
  return db
    .select({ id, kind, title, state, createdAt })
    .from(savePoint)
    .where(inArray(savePoint.environmentId, [...ids]))
    .orderBy(asc(createdAt), asc(id));
}

/** When remarks on the lab were made in the attempt, and on which task. */
export async function listRemarks(
  db: Queryable,
  attemptId: string,
): Promise<{ id: string; taskId: string | null; at: Date }[]> {
  return db
    .select({ id: labFeedback.id, taskId: labFeedback.taskId, at: labFeedback.at })
    .from(labFeedback)
    .where(eq(labFeedback.attemptId, attemptId))
    .orderBy(asc(labFeedback.at));
}

const runsIn = (attemptId: string, { from, until }: TimeRange) =>
  and(eq(checkRun.attemptId, attemptId), gte(checkRun.startedAt, from), lt(checkRun.startedAt, until));

/** How many runs of checks began in a range. */
export async function countRunsIn(db: Queryable, attemptId: string, range: TimeRange): Promise<number> {
  const [row] = await db.select({ runs: count() }).from(checkRun).where(runsIn(attemptId, range));
  return row?.runs ?? 0;
}

/** One run of a check, or several of one verdict. */
export interface RunGroup {
  readonly taskId: string;
  readonly checkId: string;
  readonly verdict: (typeof checkRun.$inferSelect)['verdict'];
  readonly count: number;
  /** Beginning of the first, and end of the last that ended. */
  readonly at: Date;
  readonly until: Date;
  /** Of the last one. */
  readonly runId: number;
  readonly text: string | null;
  readonly trigger: (typeof checkRun.$inferSelect)['trigger'];
  readonly environmentId: string | null;
}

/**
 * Runs of checks that began in a range, in their order: each by itself, or those of one check and verdict together that began in the same
 * `stepMs` milliseconds.
 */
export async function listRunGroups(
  db: Queryable,
  attemptId: string,
  range: TimeRange,
  stepMs: number | null,
): Promise<RunGroup[]> {
  const { id, taskId, checkId, verdict, startedAt, durationMs } = checkRun;
  const step =
    stepMs === null ? sql`${id}` : sql`floor(extract(epoch from ${startedAt}) * 1000 / ${stepMs}::float8)`;
  const last = <T>(column: unknown) => sql<T>`(array_agg(${column} order by ${id} desc))[1]`;
  const first = sql<string>`min(${startedAt})`.mapWith(startedAt);
  return db
    .select({
      taskId,
      checkId,
      verdict,
      count: count(),
      at: first,
      until: sql<Date>`max(${startedAt} + ${durationMs} * interval '1 millisecond')`.mapWith(startedAt),
      runId: sql<number>`max(${id})`.mapWith(id),
      text: last<string | null>(checkRun.learnerText),
      trigger: last<RunGroup['trigger']>(checkRun.trigger),
      environmentId: last<string | null>(checkRun.environmentId),
    })
    .from(checkRun)
    .where(runsIn(attemptId, range))
    .groupBy(taskId, checkId, verdict, sql`${step}`)
    .orderBy(sql`min(${startedAt})`, sql`max(${id})`) as Promise<RunGroup[]>;
}

export type RunRow = typeof checkRun.$inferSelect;

/** One run of a check of the attempt. */
export async function findRun(db: Queryable, attemptId: string, runId: number): Promise<RunRow | undefined> {
  const [row] = await db
    .select()
    .from(checkRun)
    .where(and(eq(checkRun.attemptId, attemptId), eq(checkRun.id, runId), gt(checkRun.id, 0)));
  return row;
}
