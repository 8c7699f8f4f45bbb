import type { Course, EnvironmentState, Stage } from '@springboard/contracts/environments.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Database, Queryable } from '../client.ts';
import { readSnapshot } from '../snapshot.ts';

/**
 * Upper bounds of the classes that lengths of time are counted in, in seconds; what is longer than the last counts in a
 * class of its own. From a warm prompt to the first unpacking of a large image, and a queue of half an hour.
 */
export const durationBounds: readonly number[] = [
  0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 30, 60, 120, 300, 600, 1_800,
];

/** So many of one class: `bound` is an index of `durationBounds`, or their number for what is longer. */
export interface CountedDurations {
  readonly bound: number;
  readonly count: number;
  /** Of all of them, in seconds. */
  readonly sum: number;
}

/** Stages of the pool's own upkeep (freezing, probing again) belong to no course that leads a person to `ready`. */
type CourseOrUpkeep = Course | 'upkeep';

export interface CountedStage extends CountedDurations {
  readonly topology: string;
  readonly stage: Stage;
  readonly course: CourseOrUpkeep;
}
export interface CountedReady extends CountedDurations {
  readonly topology: string;
  readonly course: Course;
}
export interface CountedEdge {
  readonly topology: string;
  readonly to: EnvironmentState;
  readonly reason: string;
  /** The stage that failed, for edges to `failed`. */
  readonly stage: Stage | null;
  readonly count: number;
}

/** What has been counted: everything up to here, but for rows of transactions that had not ended yet. */
export interface HistoryMark {
  readonly upTo: number;
  /** Ids beyond `upTo` that are counted already. */
  readonly counted: readonly number[];
}
export const beginning: HistoryMark = { upTo: 0, counted: [] };

export interface HistoryPart {
  readonly stages: readonly CountedStage[];
  readonly ready: readonly CountedReady[];
  readonly edges: readonly CountedEdge[];
  readonly mark: HistoryMark;
}

/** Ids are given out before their rows are seen by others; a transaction that is further behind than this has long ended. */
const overlap = 1_000;

/** Counts the events of environments after `mark`, each once however transactions overlap, and says where to go on. */
export async function countHistory(db: Database, mark: HistoryMark): Promise<HistoryPart> {
  return readSnapshot(db, async (tx) => {
    const [last] = await rowsOf<{ id: number }>(
      tx,
      sql`select coalesce(max(id), 0)::int8::float8 as id from environment_event`,
    );
    const upTo = Math.max(mark.upTo, (last?.id ?? 0) - overlap);
    const fresh = sql`e.id > ${mark.upTo} and not (e.id = any(${intArray(mark.counted)}))`;
    return {
      stages: await rowsOf<CountedStage>(tx, stagesQuery(fresh)),
      ready: await rowsOf<CountedReady>(tx, readyQuery(fresh)),
      edges: await rowsOf<CountedEdge>(tx, edgesQuery(fresh)),
      mark: {
        upTo,
        counted: (
          await rowsOf<{ id: number }>(
            tx,
            sql`select id::float8 as id from environment_event where id > ${upTo} order by id`,
          )
        ).map((row) => row.id),
      },
    };
  });
}

const counting = (
  seconds: SQL,
) => sql`width_bucket(${seconds}::float8 - 0.0005, ${floatArray(durationBounds)}) as bound,
  count(*)::int as count, sum(${seconds})::float8 as sum`;

/** The edge before an event: what the environment was doing then. */
const edgeBefore = sql`left join lateral (
  select from_state, to_state from environment_event
  where environment_id = e.environment_id and kind = 'state' and id < e.id order by id desc limit 1) edge on true`;

function stagesQuery(fresh: SQL): SQL {
  return sql`
    select v.topology, e.stage,
      case edge.to_state
        when 'pooled' then 'upkeep' when 'claimed' then case edge.from_state when 'pooled' then 'warm' else 'cold' end
        when 'paused' then 'resume' when 'saving' then 'save' when 'rewinding' then 'rewind' else 'cold' end as course,
      ${counting(sql`e.duration_ms / 1000.0`)}
    from environment_event e join environment v on v.id = e.environment_id ${edgeBefore}
    where e.kind = 'stage' and e.stage_status = 'finished' and e.duration_ms is not null and ${fresh}
    group by 1, 2, 3, 4`;
}

/** From *Start*, the claim, or the wish to change it, to `ready`. */
function readyQuery(fresh: SQL): SQL {
  const woken = sql`(select s.at from environment_event s where s.environment_id = e.environment_id and s.stage = 'thaw'
    and s.stage_status = 'started' and s.id < e.id order by s.id desc limit 1)`;
  const seconds = sql`extract(epoch from (e.at - case
    when e.from_state = 'paused' then ${woken}
    when e.from_state in ('saving', 'rewinding') then e.at - e.duration_ms * interval '1 millisecond'
    when edge.from_state = 'pooled' then coalesce(v.claimed_at, e.at - e.duration_ms * interval '1 millisecond')
    else v.created_at end))`;
  return sql`
    select topology, course, ${counting(sql`seconds`)}
    from (select v.topology, greatest(${seconds}, 0) as seconds,
        case e.from_state when 'paused' then 'resume' when 'saving' then 'save' when 'rewinding' then 'rewind'
          else case edge.from_state when 'pooled' then 'warm' else 'cold' end end as course
      from environment_event e join environment v on v.id = e.environment_id ${edgeBefore}
      where e.kind = 'state' and e.to_state = 'ready' and ${fresh}) as one
    where seconds is not null
    group by 1, 2, 3`;
}

function edgesQuery(fresh: SQL): SQL {
  const failed = sql`(select s.stage from environment_event s where s.environment_id = e.environment_id
    and s.stage_status = 'failed' and s.id < e.id order by s.id desc limit 1)`;
  return sql`
    select v.topology, e.to_state as "to", coalesce(e.reason, 'unknown') as reason,
      case e.to_state when 'failed' then ${failed} end as stage, count(*)::int as count
    from environment_event e join environment v on v.id = e.environment_id
    where e.kind = 'state' and e.to_state is not null and ${fresh}
    group by 1, 2, 3, 4`;
}

const intArray = (values: readonly number[]) => sql`${`{${values.join(',')}}`}::int8[]`;
const floatArray = (values: readonly number[]) => sql`${`{${values.join(',')}}`}::float8[]`;

async function rowsOf<T>(tx: Queryable, query: SQL): Promise<T[]> {
  return (await tx.execute(query)).rows as T[];
}
