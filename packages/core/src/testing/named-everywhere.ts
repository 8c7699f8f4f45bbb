import type { Database } from '@springboard/db/client.ts';
import { sql } from 'drizzle-orm';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Where a person's name is put: an attempt of theirs with its environment, and an attempt of somebody else's. */
interface Places {
  readonly attemptId: string;
  readonly environmentId: string;
  readonly otherAttemptId: string;
}

/** Writes a person's name, address and id wherever a row may come to hold them: by their own hand, by others', and by what a machine printed. */
export async function namePersonEverywhere(db: Database, who: Named, places: Places): Promise<void> {
  const { id, name, email } = who;
  const { attemptId, environmentId, otherAttemptId } = places;
  const said = `This is ${name} <${email}> here.`;
  const json = JSON.stringify({ stdout: said, by: id, list: [name] });
  const marks = JSON.stringify([{ level: 'half', comment: said }]);
  await db.transaction(async (tx) => {
    for (const statement of [
      sql`insert into person_role values (${id}, 'mentor')`,
      sql`insert into session (id, person_id, token, expires_at, ip_address, user_agent) values ('s', ${id}, 't', now(), '203.0.113.77', ${said})`,
      sql`insert into account (id, account_id, provider_id, person_id, id_token) values ('a', ${email}, 'oidc', ${id}, ${said})`,
      sql`insert into verification (id, identifier, value, expires_at) values ('v', 'sign-in-link:x', ${id}, now())`,
      sql`insert into api_token (person_id, name, secret_hash, scopes) values (${id}, ${said}, 'h', array['lab.read'])`,
      sql`insert into ssh_key (person_id, name, type, body, fingerprint) values (${id}, ${email}, 'ssh-ed25519', 'AAAA', 'f')`,
      sql`insert into team (id, name, manager_id, mentor_id) values ('00000000-0000-4000-8000-000000000001', ${`Team of ${name}`}, ${id}, ${id})`,
      sql`insert into team_member (team_id, person_id, mentor_id) values ('00000000-0000-4000-8000-000000000001', ${id}, ${id})`,
      sql`insert into path (id, definition, published_at) values ('p', ${JSON.stringify({ title: `Ask ${name}` })}, now())`,
      sql`insert into path_assignment (path_id, person_id, starts_on, assigned_by, assigned_at) values ('p', ${id}, '2026-11-02', ${id}, now())`,
      sql`insert into path_due values (${id}, 'p', 'one', '2026-12-01', ${said}, ${id}, now())`,
      sql`insert into path_reading values (${id}, 'p', 'one', now())`,
      sql`insert into task_draft values (${attemptId}, 'one', ${said}, 1, now())`,
      ...[attemptId, otherAttemptId].flatMap((of) => [
        sql`insert into submission (attempt_id, task_id, version, text, handed_in_at, state, points, reviewed_at, taken_by)
          values (${of}, 'one', 1, ${said}, now(), 'reviewed', 8, now(), ${id})`,
        sql`insert into submission_review values (${of}, 'one', 1, ${id}, false, 'accept', ${marks}, ${said}, 8, now())`,
        sql`insert into submission_comment (attempt_id, task_id, version, author_id, from_line, to_line, text, at, settled_by)
          values (${of}, 'one', 1, ${id}, 1, 1, ${said}, now(), ${id})`,
      ]),
      ...[attemptId, otherAttemptId].map(
        (
          of,
        ) => sql`insert into lab_feedback (attempt_id, slug, lab_version_id, text, verdicts, at, answer, answered_by)
          select id, slug, lab_version_id, ${said}, ${json}::jsonb, now(), ${said}, ${id} from attempt where id = ${of}`,
      ),
      sql`insert into quiz_answer values (${attemptId}, 'one', 'q', array['x', ${said}], true, now())`,
      sql`insert into check_run (attempt_id, environment_id, task_id, check_id, trigger, verdict, learner_text, author_text, evidence, started_at, duration_ms)
        values (${attemptId}, ${environmentId}, 'one', 'c', 'asked', 'not_yet', ${said}, ${said}, ${json}, now(), 412)`,
      sql`insert into task_check (attempt_id, task_id, check_id, latest_text) values (${attemptId}, 'one', 'c', ${said})`,
      sql`insert into invariant_breach (attempt_id, invariant_id, began_at, learner_text, author_text, evidence) values (${attemptId}, 'i', now(), ${said}, ${said}, ${json})`,
      sql`insert into hint_opened (attempt_id, task_id, hint_index, cost, said) values (${attemptId}, 'one', 0, 1, ${said})`,
      sql`insert into terminal_ticket (secret_hash, person_id, attempt_id, node, number, mode, expires_at) values ('x', ${id}, ${attemptId}, 'n', 1, 'owner', now())`,
      sql`insert into terminal_follow (attempt_id, environment_id, mentor_id, state, asked_at) values (${otherAttemptId}, ${environmentId}, ${id}, 'asked', now())`,
      sql`insert into web_ui_session (person_id, attempt_id, environment_id, ui, grant_hash, grant_until) values (${id}, ${attemptId}, ${environmentId}, 'd', 'g', now())`,
      sql`insert into environment_event (environment_id, kind, actor, reason, message, log) values (${environmentId}, 'stage', ${id}, 'asked', ${said}, ${said})`,
      sql`insert into save_point (environment_id, kind, title, state, actor) values (${environmentId}, 'manual', ${said}, 'kept', ${id})`,
      sql`update environment set problem = ${json} where id = ${environmentId}`,
      sql`insert into pool values ('t', 1, 'frozen', ${id})`,
      sql`insert into pool_demand (topology, count, from_at, until_at, reason) values ('t', 1, now(), now(), ${said})`,
      sql`insert into lab_test (slug, title, source, definition, hash, topology, seed, requested_by, state, reason) values ('a/b', ${said}, 'files', ${json}, 'h', 't', 's', ${id}, 'passed', ${said})`,
      sql`insert into lab_test_step (lab_test_id, number, seed, step, ok, duration_ms, findings, checks, log) select id, 1, 's', 'x', true, 1, ${json}::jsonb, '[]'::jsonb, ${said} from lab_test`,
      sql`update lab set owner = ${name}`,
      sql`insert into content_sync (commit, problems, skills) values (${JSON.stringify({ author: name })}, ${json}, ${json})`,
      ...[attemptId, otherAttemptId].map(
        (
          of,
        ) => sql`insert into help_request (attempt_id, task_id, question, context, state, asked_at, mentor_id, answer)
          values (${of}, 'one', ${said}, ${json}, 'answered', now(), ${id}, ${said})`,
      ),
      sql`insert into kept_answer (slug, task_id, question, answer, kept_at) values ('a/b', 'one', ${said}, ${said}, now())`,
      sql`insert into class (id, title, slug, state, owner_id, starts_at, created_at) values ('00000000-0000-4000-8000-000000000003', ${`Class of ${name}`}, 'a/b', 'planned', ${id}, now(), now())`,
      sql`insert into class_member values ('00000000-0000-4000-8000-000000000003', ${id}, now(), ${said})`,
      sql`insert into class_message (class_id, author_id, text, sent_at) values ('00000000-0000-4000-8000-000000000003', ${id}, ${said}, now()),
        ('00000000-0000-4000-8000-000000000003', null, ${said}, now())`,
      sql`insert into notice (id, person_id, kind, about, title, detail, link, in_page, created_at)
        values ('00000000-0000-4000-8000-000000000002', ${id}, 'help-asked', ${id}, ${said}, ${said}, '/', true, now())`,
      sql`insert into notice_delivery (notice_id, channel, state, problem, changed_at) values ('00000000-0000-4000-8000-000000000002', 'mail', 'failed', ${said}, now())`,
      sql`insert into notice_choice values (${id}, 'help-asked', array['page'])`,
      sql`insert into walkthrough (id, slug, person_id, attempt_id, draft, saved_at) values ('00000000-0000-4000-8000-000000000003', 'a/b', ${id}, ${attemptId}, ${json}, now())`,
      sql`insert into walkthrough (id, slug, person_id, attempt_id, draft, saved_at, published, hidden_by, hidden_reason)
        select '00000000-0000-4000-8000-000000000004', 'a/b', person_id, id, ${json}::jsonb, now(), ${json}::jsonb, ${id}, ${said} from attempt where id = ${otherAttemptId}`,
      sql`insert into walkthrough_rating values ('00000000-0000-4000-8000-000000000004', ${id}, 4, ${said}, now())`,
      sql`insert into sign_off (person_id, skill_id, note, signed_by, signed_at, ended_at, ended_by, end_reason) values (${id}, 's', ${said}, ${id}, now(), now(), ${id}, ${said})`,
      sql`insert into outbox (job, payload, job_id) values ('x', ${json}, ${id})`,
      sql`insert into image_build (name, hash, state, detail) values ('i', 'h', 'failed', ${said})`,
      sql`insert into maintenance (text, started_by, started_at) values (${said}, ${id}, now())`,
      sql`insert into audit_event (actor, via, action, subject_kind, subject_id, detail, ip) values
        (${id}, 'session', 'api-token.create', 'api-token', 'x', ${JSON.stringify({ name: `the laptop of ${name}`, days: 3 })}, '203.0.113.77'),
        ('system', 'provider', 'sign-in.refuse', 'person', ${id}, '{"why": "left", "issuer": "https://id.example.org/", "subject": "ottilie-at-the-provider"}', '203.0.113.78'),
        (${id}, 'session', 'ssh-key.add', 'ssh-key', 'x', '{"name": "laptop", "fingerprint": "SHA256:of-ottilie"}', '203.0.113.77'),
        ('somebody', 'session', 'person.change', 'person', ${id}, '{"given": ["mentor"]}', '192.0.2.1'),
        ('somebody', 'session', 'audit.export', 'audit', 'export', ${json}, '192.0.2.1'),
        ('somebody', 'session', 'follow.stop', 'attempt', 'x', ${JSON.stringify({ mentor: id })}, '192.0.2.1')`,
    ])
      await tx.execute(statement);
  });
}
