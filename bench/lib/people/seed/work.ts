import { type SQL, sql } from 'drizzle-orm';
import { seniors } from '../size.ts';

/** How many of what was asked or handed in last still waits for somebody. */
const waiting = sql`30`;

const text = `# The service was down\n\n${'It named a user that does not exist, as the journal says. '.repeat(30)}`;
const marks = JSON.stringify([{ level: 'full', comment: 'As a colleague could check it.' }]);

/** Written work: returned once, then accepted; the latest waits. With what reviewers said of it and of its lines. */
export function reviewStatements(): SQL[] {
  return [
    sql`insert into submission (attempt_id, task_id, version, text, handed_in_at, state, points, reviewed_at)
      select w.id, w.task, n, ${text}, w.finished_at + make_interval(hours => n),
        case when w.latest <= ${waiting} and n = 2 then 'handed_in' when n = 1 then 'returned' else 'reviewed' end,
        case when w.latest > ${waiting} and n = 2 then 7 end,
        case when w.latest > ${waiting} or n = 1 then w.finished_at + make_interval(hours => n, mins => 30) end
      from (
        select a.id, t.value ->> 'id' as task, a.finished_at, row_number() over (order by a.finished_at desc) as latest
        from attempt a join lab_version v on v.id = a.lab_version_id cross join jsonb_array_elements(v.definition -> 'tasks') t
        where a.state = 'finished' and t.value ->> 'kind' = 'written') w, generate_series(1, 2) n
      order by w.finished_at, n`,
    sql`insert into submission_review (attempt_id, task_id, version, reviewer_id, decision, marks, comment, points, at)
      select attempt_id, task_id, version, ${seniors.mentor}, case when state = 'returned' then 'return' else 'accept' end,
        ${marks}::jsonb, 'How do you know?', coalesce(points, 2), reviewed_at from submission where reviewed_at is not null`,
    sql`insert into submission_comment (attempt_id, task_id, version, author_id, from_line, to_line, text, at)
      select attempt_id, task_id, version, ${seniors.mentor}, 3, 3, 'Which line of the journal?', reviewed_at
      from submission cross join generate_series(1, 2) where state = 'returned'`,
  ];
}

const context = JSON.stringify({
  checks: [],
  screen: {
    node: 'host1',
    number: 1,
    at: '2026-11-02T09:00:00.000Z',
    lines: Array.from({ length: 24 }, () => 'root@host1:~# systemctl status shop'),
  },
  noScreen: null,
});

/** Questions to mentors with their answers, and remarks on labs: the latest wait. */
export function questionStatements(): SQL[] {
  const task = sql`v.definition #>> '{tasks,0,id}' as task`;
  const askers = (oneOf: number) => sql`(
    select a.id, a.slug, a.lab_version_id, a.started_at, a.state, ${task}, row_number() over (order by a.started_at desc) as latest
    from attempt a join lab_version v on v.id = a.lab_version_id where abs(hashtext(a.id::text)) % ${sql.raw(String(oneOf))} = 0) q`;
  return [
    sql`insert into help_request (attempt_id, task_id, question, context, state, asked_at, mentor_id, taken_at, answer, answered_at, ended_at)
      select q.id, q.task, 'It says that the user is unknown, but I see it in the file. What do I overlook?', ${context}::jsonb,
        case when o.open then 'waiting' else 'answered' end, t.at, case when not o.open then ${seniors.mentor} end, case when not o.open then t.at end,
        case when not o.open then 'Which file does the service read?' end, case when not o.open then t.at end, case when not o.open then t.at end
      from ${askers(10)} cross join lateral (select q.latest <= ${waiting} as open) o
        cross join lateral (select q.started_at + interval '25 minutes' as at) t`,
    sql`insert into kept_answer (slug, task_id, question, answer, kept_at)
      select l.slug, v.definition #>> '{tasks,0,id}', 'Why is the user unknown?', 'Which file does the service read?', now()
      from lab l join lab_version v on v.id = l.version_id cross join generate_series(1, 5)`,
    sql`insert into lab_feedback (attempt_id, slug, task_id, lab_version_id, environment_id, text, verdicts, at, answer, answered_by, answered_at)
      select q.id, q.slug, q.task, q.lab_version_id, q.id, 'The text names a port that is not the one of the check.', '[]', q.started_at,
        case when q.latest > ${waiting} then 'Mended.' end, case when q.latest > ${waiting} then ${seniors.author} end,
        case when q.latest > ${waiting} then q.started_at + interval '1 day' end
      from ${askers(50)}`,
    sql`insert into terminal_follow (attempt_id, environment_id, mentor_id, state, reach, asked_at, answered_at, until)
      select a.id, a.id, ${seniors.mentor}, 'following', 'environment', now(), now(), now() + interval '1 day'
      from attempt a where a.person_id = 'p1' and a.state = 'active'`,
  ];
}

/** Three walk-throughs of each lab, by people who have passed it, each found helpful by some. */
export function walkthroughStatements(): SQL[] {
  const moment = (after: number) =>
    sql`to_char(a.started_at + make_interval(mins => ${sql.raw(String(after))}), 'YYYY-MM-DD"T"HH24:MI:SS.000Z')`;
  const recording = sql`'host1.1.' || (extract(epoch from a.started_at)::bigint * 1000) || '.' || a.id || '.cast'`;
  const chapters = sql`jsonb_build_array(jsonb_build_object('recording', ${recording}, 'at', ${moment(5)}, 'title', 'Where it begins', 'text', 'The journal names the user.'))`;
  const span = sql`'recording', ${recording}, 'from', ${moment(2)}, 'until', ${moment(12)}`;
  return [
    sql`insert into walkthrough (slug, person_id, attempt_id, draft, saved_at, published, published_revision, published_at)
      select a.slug, a.person_id, a.id,
        jsonb_build_object('title', 'How I did it', 'parts', jsonb_build_array(jsonb_build_object(${span})), 'chapters', ${chapters}), a.finished_at,
        jsonb_build_object('title', 'How I did it', 'parts', jsonb_build_array(jsonb_build_object(${span}, 'node', 'host1', 'number', 1, 'file', 'part.cast')), 'chapters', ${chapters}),
        0, a.finished_at
      from attempt a where a.state = 'finished' and a.number = 1 and a.person_id in ('p1', 'p2', 'p3')`,
    sql`insert into walkthrough_rating (walkthrough_id, person_id, stars, text, rated_at)
      select w.id, 'p' || n, 3 + n % 3, 'It shows where to look.', now() from walkthrough w, generate_series(10, 29) n`,
  ];
}
