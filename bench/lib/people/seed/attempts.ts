import { type SQL, sql } from 'drizzle-orm';
import { type Size, whole } from '../size.ts';
import type { SeededContent } from './content.ts';

/**
 * Everybody has tried all labs, some of them twice, one every twenty hours and each in another order; the latest is under way. An attempt's
 * environment has the attempt's id.
 */
export function attemptStatements(size: Size, params: SeededContent['params']): SQL[] {
  const [labs, each] = [whole(size.labs), whole(size.attemptsPerPerson)];
  return [
    sql`insert into attempt (id, person_id, slug, lab_version_id, number, state, environment_id, seed, params, started_at, ready_at, finished_at, used_seconds, score, max_score, last_activity_at)
      select i.id, 'p' || p, v.slug, v.id, 1 + (n - 1) / ${labs},
        case when n = ${each} then 'active' else 'finished' end, i.id, 'seed', ${JSON.stringify(params)}::jsonb -> v.slug, t.at, t.at + interval '1 minute',
        case when n < ${each} then t.at + interval '50 minutes' end, case when n < ${each} then 49 * 60 - (p * 11 + n * 5) % 1200 end,
        case when n < ${each} then 4 + (p * 7 + n * 3) % 17 end, 20, t.at + interval '50 minutes'
      from generate_series(1, ${each}) n cross join generate_series(1, ${whole(size.people)}) p
      cross join lateral (select gen_random_uuid() as id, n + p as of) i
      cross join lateral (select now() - make_interval(hours => 2 + (${each} - n) * 20, mins => p % 600) as at) t
      join lab_version v on v.slug = 'bench/lab-' || lpad((1 + (n + p) % ${labs})::text, 2, '0')
      order by t.at`,
    sql`insert into task_check (attempt_id, task_id, check_id, passed_at, latest_verdict, latest_at)
      select a.id, c.task, c.check, case when a.state = 'finished' then a.finished_at end,
        case when a.state = 'finished' then 'pass' else 'not_yet' end, a.started_at + interval '40 minutes'
      from attempt a join bench_check c on c.version_id = a.lab_version_id`,
    sql`insert into quiz_answer (attempt_id, task_id, question_id, given, "right", at)
      select a.id, t.value ->> 'id', q.value ->> 'id', '{yes}', q.ordinality = 1, a.finished_at
      from attempt a join lab_version v on v.id = a.lab_version_id
        cross join jsonb_array_elements(v.definition -> 'tasks') t
        cross join jsonb_array_elements(coalesce(t.value -> 'questions', '[]')) with ordinality q
      where a.state = 'finished' and t.value ->> 'kind' = 'quiz'`,
    sql`insert into hint_opened (attempt_id, task_id, hint_index, cost, at)
      select a.id, v.definition #>> '{tasks,0,id}', 0, 1, a.started_at + interval '20 minutes'
      from attempt a join lab_version v on v.id = a.lab_version_id
      where jsonb_array_length(v.definition #> '{tasks,0,hints}') > 0 and hashtext(a.id::text) % 4 = 0`,
    sql`insert into invariant_breach (attempt_id, environment_id, invariant_id, began_at, ended_at, learner_text, evidence)
      select a.id, a.id, v.definition #>> '{invariants,0,id}', a.started_at + interval '30 minutes', a.started_at + interval '32 minutes', 'It did not answer.', '{}'
      from attempt a join lab_version v on v.id = a.lab_version_id
      where jsonb_array_length(coalesce(v.definition -> 'invariants', '[]')) > 0 and hashtext(a.id::text) % 10 = 0`,
  ];
}

/** As storing them one by one counts them. */
export const runsOfAttempts: SQL = sql`update attempt a set runs = r.runs, broken_runs = r.broken
  from (
    select attempt_id, count(*) as runs, count(*) filter (where verdict in ('environment_broken', 'check_broken')) as broken
    from check_run group by attempt_id) r
  where r.attempt_id = a.id`;

/** Checks of each version, numbered from 0, for the statements that come after: it goes with the connection. */
export const checksOfVersions: SQL = sql`create temporary table bench_check as
  select v.id as version_id, t.value ->> 'id' as task, c.value ->> 'id' as check,
    row_number() over (partition by v.id order by t.ordinality, c.ordinality) - 1 as number,
    count(*) over (partition by v.id) as of
  from lab_version v
    cross join jsonb_array_elements(v.definition -> 'tasks') with ordinality t
    cross join jsonb_array_elements(t.value -> 'checks') with ordinality c`;

/**
 * Runs of checks: in an attempt that is over one check after the other, each until it passed; in one that is under way the first, which does not pass.
 */
export function checkRunStatement(size: Size): SQL {
  const runs = whole(size.checkRunsPerAttempt);
  return sql`insert into check_run (attempt_id, environment_id, task_id, check_id, trigger, verdict, learner_text, evidence, started_at, duration_ms)
    select a.id, a.id, c.task, c.check, 'activity', r.verdict,
      case when r.verdict = 'not_yet' then 'It is not there yet: pass ' || n % 5 end,
      '{"exitCode": 1, "stdout": "It is not there yet."}', a.started_at + make_interval(secs => 60 * n), 400
    from attempt a
      cross join generate_series(1, ${runs}) n
      join bench_check c on c.version_id = a.lab_version_id
        and c.number = case when a.state = 'active' then 0 else (n - 1) * c.of / ${runs} end
      cross join lateral (select case
        when a.state = 'finished' and (n * c.of / ${runs} > c.number) then 'pass'
        when n % 97 = 0 then 'check_broken'
        else 'not_yet' end as verdict) r
    order by a.started_at, a.id, n`;
}
