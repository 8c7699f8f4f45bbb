import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';

/** A time in which an environment of an attempt ran and was used; its end may come before its beginning where nobody did anything. */
export interface ActiveSpan {
  readonly attemptId: string;
  readonly from: Date;
  readonly until: Date;
}

/** How the time of use is told from the events of environments. */
export interface ActiveTime {
  readonly now: Date;
  /** After so long without use an environment is paused by itself: that long before such a pause nobody was there. */
  readonly idleMs: number;
}

/** Selects `attempt_id`, `began` and `ended` of these attempts' times of use: their environments ran, neither paused nor gone. */
function spans(attempts: ReturnType<typeof sql>, { now, idleMs }: ActiveTime) {
  return sql`
    select attempt_id, at as began,
      case when next = 'paused' and why = 'idle' then until - ${idleMs} * interval '1 millisecond'
        else coalesce(until, ${now.toISOString()}::timestamptz) end as ended
    from (
      select o.attempt_id, e.at, e.to_state as state,
        lead(e.at) over w as until, lead(e.to_state) over w as next, lead(e.reason) over w as why
      from environment_of_attempt o
      join environment_event e on e.environment_id = o.environment_id and e.kind = 'state'
      where o.attempt_id in (${attempts})
      window w as (partition by o.attempt_id, o.environment_id order by e.id)) edge
    where state in ('ready', 'saving', 'rewinding')`;
}

/** Times of use of these attempts. */
export async function listActiveSpans(
  db: Queryable,
  attemptIds: readonly string[],
  how: ActiveTime,
): Promise<ActiveSpan[]> {
  if (attemptIds.length === 0) return [];
  const these = sql`select unnest(${sql.param([...attemptIds])}::uuid[])`;
  const { rows } = await db.execute<{ attemptId: string; began: number; ended: number }>(sql`
    select attempt_id as "attemptId", (extract(epoch from began) * 1000)::float8 as began,
      (extract(epoch from ended) * 1000)::float8 as ended
    from (${spans(these, how)}) span`);
  return rows.map(({ attemptId, began, ended }) => ({
    attemptId,
    from: new Date(began),
    until: new Date(ended),
  }));
}

/** Counts the use of finished attempts until their finish. To be called when they finish, or were stored finished. */
export async function countUseOf(
  tx: Queryable,
  attemptIds: readonly string[],
  how: ActiveTime,
): Promise<void> {
  const these = sql`select unnest(${sql.param([...attemptIds])}::uuid[])`;
  await tx.execute(sql`
    update attempt a set used_seconds = u.seconds
    from (
      select of.id, sum(greatest(0, extract(epoch from least(s.ended, of.finished_at) - s.began))) as seconds
      from attempt of join (${spans(these, how)}) s on s.attempt_id = of.id
      where of.finished_at is not null
      group by of.id) u
    where a.id = u.id`);
}
