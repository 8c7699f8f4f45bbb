import { lt, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { poolDemand } from '../schema/environments.ts';
import { latest } from './admission.ts';

/**
 * Deletes environments that ended before `before` with their events and save points, the oldest first, and at most `most`. Kept is what an
 * attempt or one of its checks names, and of each topology the latest that were ready: estimates stand on them. Answers how many it were.
 */
export async function deleteEndedEnvironments(db: Queryable, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from environment where id in (
      select v.id from (
        select id, state, ready_at, ended_at,
          row_number() over (partition by topology, ready_at is null order by ended_at desc nulls first) as place
        from environment) v
      where v.state in ('destroyed', 'failed', 'lost') and v.ended_at < ${before.toISOString()}
        and (v.ready_at is null or v.place > ${latest})
        and not exists (select 1 from attempt a where a.environment_id = v.id)
        and not exists (select 1 from check_run c where c.environment_id = v.id)
      order by v.ended_at limit ${most})`);
  return rowCount ?? 0;
}

/** Deletes what stages of environments that ended before `before` said on their way; when they began and ended is kept. */
export async function deleteEndedProgress(db: Queryable, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from environment_event where id in (
      select e.id from environment_event e join environment v on v.id = e.environment_id
      where e.stage_status = 'progress'
        and v.state in ('destroyed', 'failed', 'lost') and v.ended_at < ${before.toISOString()}
      limit ${most})`);
  return rowCount ?? 0;
}

/**
 * Deletes contract tests that ended before `before`, and of each lab those beyond its latest `most`, with their steps. Kept is what freshness
 * stands on: of each lab the last one that passed and the last one that failed.
 */
export async function deleteEndedLabTests(db: Queryable, before: Date, most: number): Promise<number> {
  const { rowCount } = await db.execute(sql`
    delete from lab_test where id in (
      select id from (
        select id, ended_at, state,
          row_number() over (partition by slug order by created_at desc) as place,
          row_number() over (partition by slug, state order by ended_at desc nulls first) as of_state
        from lab_test where state not in ('queued', 'running')) t
      where (t.ended_at < ${before.toISOString()} or t.place > ${most})
        and not (t.state in ('passed', 'failed') and t.of_state = 1))`);
  return rowCount ?? 0;
}

/** Deletes demands that were over before `before`. */
export async function deleteEndedDemands(db: Queryable, before: Date): Promise<void> {
  await db.delete(poolDemand).where(lt(poolDemand.until, before));
}
