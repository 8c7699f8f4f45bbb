import { type SQL, sql } from 'drizzle-orm';
import { seniors } from '../size.ts';

/** Lines of the audit: five for each attempt. */
export function auditStatement(): SQL {
  return sql`insert into audit_event (at, actor, via, action, subject_kind, subject_id, detail, ip)
    select a.started_at + e.after, case when e.system then 'system' else a.person_id end, case when e.system then 'system' else 'session' end, e.action, e.kind,
      case when e.kind = 'person' then a.person_id else a.id::text end, jsonb_build_object('lab', a.slug, 'number', a.number), case when not e.system then '192.0.2.7' end
    from attempt a cross join (values
      (interval '-1 minute', false, 'sign-in', 'person'), (interval '0', false, 'attempt.start', 'attempt'), (interval '1 minute', true, 'environment.ready', 'environment'),
      (interval '2 minutes', false, 'terminal.open', 'attempt'), (interval '50 minutes', false, 'attempt.finish', 'attempt')) e (after, system, action, kind)
    order by 1`;
}

/** Forty notices for each person, the newest unread. */
export function noticeStatement(): SQL {
  return sql`insert into notice (person_id, kind, about, title, detail, link, in_page, created_at, read_at)
    select p.id, case when r.role = 'learner' then 'help-answered' else 'review-waiting' end, n::text, 'Your question was answered', 'Which file does the service read?', '/path', true,
      now() - make_interval(hours => n), case when n > 5 then now() end
    from person p join person_role r on r.person_id = p.id, generate_series(1, 40) n`;
}

/** Classes of twenty people, most of them over. */
export function classStatements(): SQL[] {
  return [
    sql`insert into class (title, slug, state, owner_id, starts_at, created_at, opened_at, ended_at)
      select 'Class ' || n, 'bench/lab-20', case when n = 1 then 'open' when n < 4 then 'planned' else 'ended' end,
        case when n % 2 = 0 then ${seniors.mentor} else ${seniors.manager} end, s.at, s.at - interval '7 days',
        case when n = 1 or n > 3 then s.at end, case when n > 3 then s.at + interval '2 hours' end
      from generate_series(1, 60) n cross join lateral (select now() + make_interval(days => case when n in (2, 3) then n else 1 - n end, hours => -3) as at) s`,
    sql`insert into class_member (class_id, person_id, tried_at)
      select c.id, p.person_id, case when c.state <> 'planned' then c.starts_at end from class c
        cross join (select person_id from team_member order by length(person_id), person_id limit 20) p`,
    sql`insert into class_message (class_id, author_id, text, sent_at)
      select id, owner_id, 'Ten more minutes.', starts_at + interval '1 hour' from class cross join generate_series(1, 5) where state <> 'planned'`,
  ];
}

/** A month of nightly tests of each lab, with what each step printed. */
export function labTestStatements(): SQL[] {
  return [
    sql`insert into lab_test (slug, title, source, version_id, hash, topology, generation, seed, requested_by, state, tries, created_at, started_at, ended_at)
      select l.slug, v.definition ->> 'title', 'schedule', v.id, v.hash, v.definition ->> 'environment', 'bench', 'seed', 'system', case when (n + length(l.slug)) % 29 = 0 then 'failed' else 'passed' end,
        1, s.at, s.at, s.at + interval '6 minutes'
      from lab l join lab_version v on v.id = l.version_id, generate_series(1, 30) n cross join lateral (select now() - make_interval(days => n) as at) s`,
    sql`insert into lab_test_step (lab_test_id, number, seed, task, step, ok, duration_ms, findings, checks, log)
      select t.id, n, 'seed', '1', 'solve', true, 9000, '[]', '[]', repeat('+ systemctl restart shop' || chr(10), 40) from lab_test t, generate_series(1, 12) n`,
  ];
}
