import type { AttemptState } from '@springboard/contracts/attempts.ts';
import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';

/** What standings need of an attempt. */
export interface LabAttempt {
  readonly slug: string;
  readonly id: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly score: number | null;
  readonly maxScore: number;
  /** In milliseconds since the epoch: there may be tens of thousands of these, and few are asked when. */
  readonly finishedAt: number | null;
  /** Some of its work waits for a reviewer, or was returned for another version. */
  readonly waiting: boolean;
  readonly returned: boolean;
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

/**
 * Attempts of these people at these labs, without previews: one query for any number of them. Each person's come as one text, a line for each: tens of
 * thousands of rows with a field for each value take `pg` two thirds of the time that the whole list may take.
 */
export async function listLabAttempts(
  db: Queryable,
  people: readonly string[],
  slugs: readonly string[],
): Promise<ReadonlyMap<string, readonly LabAttempt[]>> {
  if (people.length === 0 || slugs.length === 0) return new Map();
  const { rows } = await db.execute<{ readonly personId: string; readonly lines: string }>(sql`
    with open_work as (${openWork})
    select a.person_id as "personId", string_agg(concat_ws(' ',
      a.slug, a.id, a.number, a.state, coalesce(a.score::text, '-'), a.max_score,
      coalesce((extract(epoch from a.finished_at) * 1000)::float8::text, '-'),
      coalesce(o.waiting, false), coalesce(o.returned, false)
    ), e'\n') as lines
    from attempt a left join open_work o on o.attempt_id = a.id
    where a.person_id = any(${sql.param([...people])}::text[]) and a.slug = any(${sql.param([...slugs])}::text[])
      and not a.preview
    group by a.person_id`);
  return new Map(rows.map(({ personId, lines }) => [personId, lines.split('\n').map(readLine)]));
}

/** No value has a space in it: slugs, ids, numbers, words. */
function readLine(line: string): LabAttempt {
  const [slug = '', id = '', number, state, score, maxScore, finishedAt, waiting, returned] = line.split(' ');
  return {
    slug,
    id,
    number: Number(number),
    state: state as AttemptState,
    score: score === '-' ? null : Number(score),
    maxScore: Number(maxScore),
    finishedAt: finishedAt === '-' ? null : Number(finishedAt),
    waiting: waiting === 't',
    returned: returned === 't',
  };
}
