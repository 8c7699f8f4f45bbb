import { sql } from 'drizzle-orm';
import type { Transaction } from '../client.ts';
import { erasedText } from './pseudonym.ts';

/**
 * Takes out what a person wrote, what was written to them, and what was printed in their environments. What is counted stays: verdicts, points, marks
 * without their comments, moments, and which hints were opened.
 */
export async function clearTextsOf(tx: Transaction, personId: string): Promise<void> {
  const attempts = sql`(select id from attempt where person_id = ${personId})`;
  const environments = sql`(select environment_id from environment_of_attempt where attempt_id in ${attempts})`;
  const statements = [
    sql`delete from task_draft where attempt_id in ${attempts}`,
    sql`update submission set text = ${erasedText} where attempt_id in ${attempts}`,
    // Marks hold a comment for each criterion: what is left of each is its level.
    sql`update submission_review set comment = '',
          marks = (select coalesce(jsonb_agg(mark || '{"comment": ""}'::jsonb order by place), '[]')
            from jsonb_array_elements(marks) with ordinality m(mark, place))
        where attempt_id in ${attempts}`,
    sql`update submission_comment set text = ${erasedText} where attempt_id in ${attempts}`,
    sql`update lab_feedback set text = ${erasedText}, verdicts = '[]',
          answer = case when answer is not null then ${erasedText} end
        where attempt_id in ${attempts}`,
    sql`update quiz_answer set given = '{}' where attempt_id in ${attempts}`,
    sql`update check_run set evidence = '{}', learner_text = null, author_text = null where attempt_id in ${attempts}`,
    sql`update task_check set latest_text = null where attempt_id in ${attempts}`,
    sql`update invariant_breach set evidence = '{}', learner_text = null, author_text = null where attempt_id in ${attempts}`,
    sql`update hint_opened set said = null where attempt_id in ${attempts}`,
    sql`update environment_event set message = null, log = null where environment_id in ${environments}`,
    sql`update save_point set title = ${erasedText} where environment_id in ${environments} and kind = 'manual'`,
    sql`update help_request set question = ${erasedText}, context = '{"checks": [], "screen": null, "noScreen": "unreadable"}',
          answer = case when answer is not null then ${erasedText} end
        where attempt_id in ${attempts}`,
    sql`update sign_off set note = ${erasedText}, end_reason = case when end_reason is not null then ${erasedText} end
        where person_id = ${personId}`,
    sql`update class_message set text = ${erasedText} where author_id = ${personId}`,
    sql`delete from notice where person_id = ${personId}`,
    sql`delete from notice_choice where person_id = ${personId}`,
    sql`delete from walkthrough where person_id = ${personId}`,
    sql`update walkthrough_rating set text = '' where person_id = ${personId}`,
    sql`update path_due set reason = ${erasedText} where person_id = ${personId}`,
  ];
  for (const statement of statements) await tx.execute(statement);
}

/** Forgets what a person got in by, and where they belonged. */
export async function forgetAccount(tx: Transaction, personId: string): Promise<void> {
  const statements = [
    sql`delete from verification where value = ${personId}`,
    ...[
      'session',
      'account',
      'api_token',
      'ssh_key',
      'terminal_ticket',
      'web_ui_session',
      'person_role',
      'team_member',
    ].map((table) => sql`delete from ${sql.identifier(table)} where person_id = ${personId}`),
  ];
  for (const statement of statements) await tx.execute(statement);
}
