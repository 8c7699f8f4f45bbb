import { type SQL, sql } from 'drizzle-orm';
import { pathId, readingId, type Size, seniors, teamId, whole } from '../size.ts';

/** People with teams, sessions, tokens and keys; their path, what they read of it, and what seniors said they can do. */
export function peopleStatements({ people, teams }: Size, skillIds: readonly string[]): SQL[] {
  const everybody = sql`generate_series(1, ${whole(people)}) n`;
  const skills = sql`unnest(${sql.param([...skillIds].slice(0, 4))}::text[]) s (id)`;
  return [
    ...Object.entries(seniors).flatMap(([role, id]) => [
      sql`insert into person (id, name, email) values (${id}, ${`Mara ${role}`}, ${`${id}@example.org`})`,
      sql`insert into person_role (person_id, role) values (${id}, ${role})`,
    ]),
    sql`insert into person (id, name, email, last_sign_in_at)
      select 'p' || n, 'Person ' || n, 'p' || n || '@example.org', now() - make_interval(hours => n) from ${everybody}`,
    // For twenty who are there one has left.
    sql`insert into person (id, name, email, deactivated_at)
      select 'left' || n, 'Former ' || n, 'left' || n || '@example.org', now() - make_interval(days => n)
      from generate_series(1, ${whole(people / 20)}) n`,
    sql`insert into person_role (person_id, role) select 'p' || n, 'learner' from ${everybody}`,
    sql`insert into team (id, name, manager_id, mentor_id)
      select ${teamId('n')}, 'Team ' || n, ${seniors.manager}, ${seniors.mentor} from generate_series(0, ${whole(teams - 1)}) n`,
    sql`insert into team_member (team_id, person_id) select ${teamId(`n % ${teams}`)}, 'p' || n from ${everybody}`,
    sql`insert into session (id, person_id, token, expires_at, ip_address, user_agent, came_by)
      select gen_random_uuid(), 'p' || n, gen_random_uuid(), now() + interval '7 days', '192.0.2.7', 'Mozilla/5.0 (X11; Linux x86_64)', 'link'
      from ${everybody}, generate_series(1, 3)`,
    sql`insert into api_token (person_id, name, secret_hash, scopes)
      select 'p' || n, 'laptop', gen_random_uuid(), '{lab.read}' from ${everybody}`,
    sql`insert into ssh_key (person_id, name, type, body, fingerprint)
      select 'p' || n, 'laptop', 'ssh-ed25519', 'AAAAC3NzaC1lZDI1NTE5AAAAI' || md5(n::text), 'SHA256:' || md5(n::text) from ${everybody}`,
    sql`insert into path_assignment (path_id, team_id, starts_on, assigned_by, assigned_at)
      select ${pathId}, id, current_date - 90, ${seniors.manager}, now() from team`,
    sql`insert into path_due (person_id, path_id, item_id, due_on, reason, moved_by, moved_at)
      select 'p' || n, ${pathId}, 'bench/lab-01', current_date, 'Ill for a week.', ${seniors.manager}, now() from ${everybody} where n % 10 = 0`,
    sql`insert into path_reading (person_id, path_id, item_id, read_at)
      select 'p' || n, ${pathId}, ${readingId}, now() from ${everybody} where n % 3 > 0`,
    sql`insert into sign_off (person_id, skill_id, note, signed_by, signed_at)
      select 'p' || n, s.id, 'Seen at night, twice.', ${seniors.mentor}, now() - interval '20 days' from ${everybody}, ${skills} where n % 4 > 0`,
  ];
}
