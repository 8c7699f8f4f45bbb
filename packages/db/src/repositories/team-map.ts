import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt } from '../schema/attempts.ts';
import { anyOf } from './any-of.ts';
import type { AttemptRow } from './attempts.ts';

/** How long somebody has worked at a lab. */
export interface TimeSpentRow {
  readonly personId: string;
  readonly slug: string;
  /** Milliseconds in which an environment of theirs was ready: pauses, starting and waiting are not in it. */
  readonly spentMs: number;
}

/** Of these people, over all their attempts without previews, until `now`: one query. What was never ready has no row. */
export async function listTimeSpent(
  db: Queryable,
  people: readonly string[],
  now: Date,
): Promise<TimeSpentRow[]> {
  if (people.length === 0) return [];
  const among = sql`a.person_id = any(${sql.param([...people])}::text[]) and not a.preview`;
  const { rows } = await db.execute<TimeSpentRow & Record<string, unknown>>(sql`
    select person_id as "personId", slug, sum(ms)::float8 as "spentMs" from (
      select a.person_id, a.slug, coalesce(e.duration_ms, 0) as ms
      from attempt a
      -- With an offset, each attempt is looked up: otherwise all of the table is read for the part that a team has of it.
      cross join lateral (select o.environment_id from environment_of_attempt o where o.attempt_id = a.id offset 0) o
      join environment_event e on e.environment_id = o.environment_id and e.from_state = 'ready'
      where ${among}
      union all
      select a.person_id, a.slug, greatest(0, extract(epoch from ${now.toISOString()}::timestamptz - (
        select max(e.at) from environment_event e where e.environment_id = v.id and e.kind = 'state')) * 1000)
      from environment v
      join environment_of_attempt o on o.environment_id = v.id
      join attempt a on a.id = o.attempt_id
      where v.state = 'ready' and ${among}
    ) t
    group by person_id, slug`);
  return rows;
}

/** An attempt that is under way, without what only its own page needs. */
export type ActiveAttemptRow = Pick<
  AttemptRow,
  'id' | 'personId' | 'slug' | 'labVersionId' | 'startedAt' | 'lastActivityAt'
>;

/** Attempts of these people that are under way, without previews. */
export async function listActiveAttempts(
  db: Queryable,
  people: readonly string[],
): Promise<ActiveAttemptRow[]> {
  if (people.length === 0) return [];
  const { id, personId, slug, labVersionId, startedAt, lastActivityAt } = attempt;
  return db
    .select({ id, personId, slug, labVersionId, startedAt, lastActivityAt })
    .from(attempt)
    .where(and(anyOf(personId, people), eq(attempt.state, 'active'), eq(attempt.preview, false)));
}

/** The task of an attempt whose looks are asked for. */
export interface LookedAt {
  readonly attemptId: string;
  readonly taskId: string;
  /** Only looks from then on; null: all. */
  readonly since: Date | null;
}

/** Looks of a task's checks that said *not yet*, of the check that did so most. */
export interface FailuresRow {
  readonly attemptId: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/**
 * In one query for any number of attempts: looks that failed since a check of the attempt last passed. Those at nobody's doing (`backoff`,
 * `finish`) do not count. Where none failed there is no row.
 */
export async function listFailures(db: Queryable, asked: readonly LookedAt[]): Promise<FailuresRow[]> {
  if (asked.length === 0) return [];
  const column = <T>(values: readonly T[]) => sql.param([...values]);
  const { rows } = await db.execute<{
    attemptId: string;
    count: number;
    firstAt: number;
    lastAt: number;
  }>(sql`
    select w.attempt_id as "attemptId", f.count::int, f.first_at as "firstAt", f.last_at as "lastAt"
    from unnest(
      ${column(asked.map((one) => one.attemptId))}::uuid[],
      ${column(asked.map((one) => one.taskId))}::text[],
      ${column(asked.map((one) => one.since?.toISOString() ?? null))}::timestamptz[]
    ) as w (attempt_id, task_id, since)
    cross join lateral (
      select count(*) as count,
        (extract(epoch from min(r.started_at)) * 1000)::float8 as first_at,
        (extract(epoch from max(r.started_at)) * 1000)::float8 as last_at
      from check_run r
      where r.attempt_id = w.attempt_id and r.task_id = w.task_id and r.verdict = 'not_yet'
        and r.trigger in ('activity', 'asked') and (w.since is null or r.started_at >= w.since)
        and r.id > coalesce((
          select max(p.id) from check_run p where p.attempt_id = w.attempt_id and p.verdict = 'pass'
        ), 0)
      group by r.check_id order by count(*) desc, min(r.started_at) limit 1
    ) f`);
  return rows.map(({ firstAt, lastAt, ...row }) => ({
    ...row,
    firstAt: new Date(firstAt),
    lastAt: new Date(lastAt),
  }));
}
