import type { AttemptState } from '@springboard/contracts/attempts.ts';
import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';

/** What standings need of an attempt. */
export interface LabAttempt {
  readonly personId: string;
  readonly slug: string;
  readonly id: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly score: number | null;
  readonly maxScore: number;
  /** In milliseconds since the epoch: there may be tens of thousands of these, and few are asked when. */
  readonly finishedAt: number | null;
  /** Some of its work waits for a reviewer, or was returned for another version; null: all is reviewed, or there is none. */
  readonly waiting: boolean | null;
  readonly returned: boolean | null;
}

/** Attempts with work of which no version is reviewed yet, and whose turn it is. */
export const openWork = sql`
  select s.attempt_id, bool_or(s.state = 'handed_in') as waiting, bool_or(s.state = 'returned') as returned
  from submission s
  where s.state <> 'reviewed' and not exists (
    select from submission later
    where later.attempt_id = s.attempt_id and later.task_id = s.task_id and later.version > s.version
  )
  group by s.attempt_id`;

/** Attempts of these people at these labs, without previews: one query for any number of them. */
export async function listLabAttempts(
  db: Queryable,
  people: readonly string[],
  slugs: readonly string[],
): Promise<LabAttempt[]> {
  if (people.length === 0 || slugs.length === 0) return [];
  const { rows } = await db.execute<LabAttempt & Record<string, unknown>>(sql`
    with open_work as (${openWork})
    select a.person_id as "personId", a.slug, a.id, a.number, a.state, a.score, a.max_score as "maxScore",
      (extract(epoch from a.finished_at) * 1000)::float8 as "finishedAt",
      o.waiting, o.returned
    from attempt a left join open_work o on o.attempt_id = a.id
    where a.person_id = any(${sql.param([...people])}::text[]) and a.slug = any(${sql.param([...slugs])}::text[])
      and not a.preview`);
  return rows;
}
