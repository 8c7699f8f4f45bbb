import type { AttemptState } from '@springboard/contracts/attempts.ts';
import { sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { Lru } from '../lru.ts';

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

/** Somebody's attempts by the slugs of their labs. */
export type AttemptsByLab = ReadonlyMap<string, readonly LabAttempt[]>;

/**
 * Attempts of these people at these labs, without previews: one query for any number of them. Each person's come as one text, a line for each: tens of
 * thousands of rows with a field for each value take `pg` two thirds of the time that the whole list may take. The same text answers the same object.
 */
export async function listLabAttempts(
  db: Queryable,
  people: readonly string[],
  slugs: readonly string[],
): Promise<ReadonlyMap<string, AttemptsByLab>> {
  if (people.length === 0 || slugs.length === 0) return new Map();
  const { rows } = await db.execute<{ readonly personId: string; readonly lines: string }>(sql`
    with open_work as (${openWork})
    select a.person_id as "personId", string_agg(
      a.slug || ' ' || a.id::text || ' ' || a.number::text || ' ' || a.state
        || ' ' || coalesce(a.score::text, '-') || ' ' || a.max_score::text
        || ' ' || coalesce(floor(date_part('epoch', a.finished_at) * 1000 + 0.001)::bigint::text, '-')
        || case when o.waiting then ' t' else ' f' end || case when o.returned then ' t' else ' f' end, e'\n') as lines
    from attempt a left join open_work o on o.attempt_id = a.id
    where a.person_id = any(${sql.param([...people])}::text[]) and a.slug = any(${sql.param([...slugs])}::text[])
      and not a.preview
    group by a.person_id`);
  return new Map(rows.map(({ personId, lines }) => [personId, readLines(personId, lines)]));
}

/** What was read last of so many people is kept: most of them have done nothing since. */
const kept = new Lru<string, { readonly lines: string; readonly attempts: AttemptsByLab }>(2_000);

function readLines(personId: string, lines: string): AttemptsByLab {
  const known = kept.get(personId);
  if (known?.lines === lines) return known.attempts;
  const attempts = Map.groupBy(lines.split('\n').map(readLine), ({ slug }) => slug);
  kept.set(personId, { lines, attempts });
  return attempts;
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
