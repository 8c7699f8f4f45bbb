import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Database } from '@springboard/db/client.ts';
import { publishLab, saveLabVersion } from '@springboard/db/repositories/labs.ts';
import { savePath } from '@springboard/db/repositories/paths.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { sql } from 'drizzle-orm';

/** How large the installation is that a benchmark fills. */
export interface Size {
  readonly people: number;
  readonly teams: number;
  readonly labs: number;
  readonly attemptsPerPerson: number;
  readonly checkRunsPerAttempt: number;
}

export const pathId = 'everything';
/** The manager of every team. */
export const managerId = 'manager';

/**
 * Fills an empty database: everybody is in a team, all teams are on one path of all labs, and has tried labs from the first on, the first ones
 * twice. The latest attempt of each is under way, and its checks do not pass. Labs are this repository's, under other names, so that they are as
 * large as real ones.
 */
export async function seedPeople(db: Database, size: Size): Promise<void> {
  const { labs } = await loadLabs(join(repositoryRoot, 'labs'));
  const slugs: string[] = [];
  for (let number = 1; number <= size.labs; number++) {
    const like = labs[number % labs.length]?.definition;
    if (!like) throw new Error('this repository has no labs');
    const slug = `bench/lab-${String(number).padStart(2, '0')}`;
    const definition = { ...like, slug, title: `${like.title} ${number}` };
    const versionId = await saveLabVersion(db, { slug, hash: slug, commit: null, definition });
    await publishLab(db, slug, versionId, new Date());
    slugs.push(slug);
  }
  const definition = aPathOf(slugs);
  await savePath(db, { id: pathId, definition, commit: null, publishedAt: new Date() });
  for (const statement of statements(size)) await db.execute(statement);
}

function aPathOf(slugs: readonly string[]): PathDefinition {
  return {
    id: pathId,
    title: 'Everything',
    summary: 'For a benchmark',
    owner: null,
    requires: [],
    items: slugs.map((id, index) => ({
      kind: 'lab',
      id,
      due: index * 2,
      requires: index === 0 ? [] : [slugs[index - 1] ?? ''],
      optional: false,
      pass: 0.7,
      secondReviewer: false,
    })),
    readiness: [],
  };
}

function statements({ people, teams, labs, attemptsPerPerson, checkRunsPerAttempt }: Size) {
  const teamId = (of: string) =>
    sql.raw(`('00000000-0000-4000-8000-' || lpad((${of})::text, 12, '0'))::uuid`);
  return [
    sql`insert into person (id, name, email) values (${managerId}, 'Mara Manager', 'mara@example.org')`,
    sql`insert into person_role (person_id, role) values (${managerId}, 'manager')`,
    sql`insert into person (id, name, email)
      select 'p' || n, 'Person ' || n, 'p' || n || '@example.org' from generate_series(1, ${people}::int) n`,
    sql`insert into person_role (person_id, role) select 'p' || n, 'learner' from generate_series(1, ${people}::int) n`,
    sql`insert into team (id, name, manager_id)
      select ${teamId('n')}, 'Team ' || n, ${managerId} from generate_series(0, ${teams}::int - 1) n`,
    sql`insert into team_member (team_id, person_id)
      select ${teamId(`n % ${teams}`)}, 'p' || n from generate_series(1, ${people}::int) n`,
    sql`insert into path_assignment (path_id, team_id, starts_on, assigned_at)
      select ${pathId}, id, current_date - 90, now() from team`,
    // The environment of an attempt has its attempt's id.
    sql`insert into attempt (id, person_id, slug, lab_version_id, number, state, seed, params, started_at, ready_at, finished_at, score, max_score, last_activity_at)
      select gen_random_uuid(), 'p' || p, v.slug, v.id, 1 + (n - 1) / ${labs}::int,
        case when n = ${attemptsPerPerson}::int then 'active' else 'finished' end, 'seed', '{}', t.at, t.at + interval '1 minute',
        case when n < ${attemptsPerPerson}::int then t.at + interval '50 minutes' end,
        case when n < ${attemptsPerPerson}::int then 4 + (p * 7 + n * 3) % 17 end, 20, t.at + interval '50 minutes'
      from generate_series(1, ${people}::int) p, generate_series(1, ${attemptsPerPerson}::int) n
      join lateral (select now() - make_interval(hours => 24 + (${attemptsPerPerson}::int - n) * 20) as at) t on true
      join lab_version v on v.slug = 'bench/lab-' || lpad((1 + (n - 1) % ${labs}::int)::text, 2, '0')`,
    sql`insert into environment (id, topology, state, spec, public_key, sealed_private_key)
      select id, 'linux-single', 'destroyed', '{}', '', '' from attempt`,
    sql`insert into environment_of_attempt (attempt_id, environment_id, since) select id, id, started_at from attempt`,
    sql`insert into environment_event (environment_id, at, kind, from_state, to_state, actor, duration_ms)
      select id, started_at + e.after, 'state', e.from_state, e.to_state, 'system', e.ms from attempt, (values
        (interval '0', null, 'queued', null), (interval '1 second', 'queued', 'provisioning', 1000),
        (interval '1 minute', 'provisioning', 'ready', 59000), (interval '20 minutes', 'ready', 'paused', 1140000),
        (interval '30 minutes', 'paused', 'ready', 600000), (interval '50 minutes', 'ready', 'destroying', 1200000)
      ) e (after, from_state, to_state, ms)`,
    sql`insert into task_check (attempt_id, task_id, check_id, passed_at, latest_verdict, latest_at)
      select a.id, t.task, c.check, case when a.state = 'finished' then a.finished_at end,
        case when a.state = 'finished' then 'pass' else 'not_yet' end, a.started_at + interval '40 minutes'
      from attempt a join lab_version v on v.id = a.lab_version_id
        cross join lateral (select value ->> 'id' as task, value -> 'checks' as checks
          from jsonb_array_elements(v.definition -> 'tasks')) t
        cross join lateral (select value ->> 'id' as check from jsonb_array_elements(t.checks)) c`,
    // The last one of a finished attempt passed; of one that is under way none did.
    sql`insert into check_run (attempt_id, environment_id, task_id, check_id, trigger, verdict, learner_text, evidence, started_at, duration_ms)
      select a.id, a.id, f.task, f.check, 'activity',
        case when a.state = 'finished' and n = ${checkRunsPerAttempt}::int then 'pass' else 'not_yet' end, 'It is not there yet.',
        '{"exitCode": 1, "stdout": "It is not there yet."}', a.started_at + make_interval(secs => 60 * n), 400
      from attempt a join lab_version v on v.id = a.lab_version_id
        cross join lateral (select v.definition #>> '{tasks,0,id}' as task, coalesce(v.definition #>> '{tasks,0,checks,0,id}', 'none') as check) f
        cross join generate_series(1, ${checkRunsPerAttempt}::int) n`,
    sql`analyze`,
  ];
}
