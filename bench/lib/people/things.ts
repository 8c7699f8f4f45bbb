import type { DatabaseHandle } from '@springboard/db/client.ts';
import { learnerId, seniors } from './size.ts';

/** What the requests name, as it stands in the database: mostly the first learner's. */
export interface Things {
  readonly active: string;
  readonly finished: string;
  /** A task of the finished attempt that was reviewed. */
  readonly written: string;
  readonly firstTask: string;
  readonly run: string;
  readonly lab: string;
  readonly check: string;
  readonly team: string;
  readonly help: string;
  readonly class: string;
  readonly walkthrough: string;
  readonly environment: string;
  readonly labTest: string;
  readonly follow: string;
  readonly departed: string;
}

const attemptOf = `select a.id from attempt a where a.person_id = '${learnerId}'`;
const statements: Readonly<Record<keyof Things, string>> = {
  active: `${attemptOf} and a.state = 'active'`,
  finished: `${attemptOf} and exists (select from submission s where s.attempt_id = a.id) order by a.started_at limit 1`,
  written: `select s.task_id as id from submission s where s.attempt_id = (${attemptOf} and exists (select from submission s where s.attempt_id = a.id) order by a.started_at limit 1)`,
  firstTask: `select r.task_id as id from check_run r where r.attempt_id = (${attemptOf} and a.state = 'active') limit 1`,
  run: `select max(r.id) as id from check_run r where r.attempt_id = (${attemptOf} and a.state = 'active')`,
  lab: `select a.slug as id from attempt a where a.person_id = '${learnerId}' and exists (select from submission s where s.attempt_id = a.id) order by a.started_at limit 1`,
  check: `select c.task_id || ' ' || c.check_id as id from task_check c where c.attempt_id = (${attemptOf} and exists (select from submission s where s.attempt_id = a.id) order by a.started_at limit 1) order by c.task_id, c.check_id limit 1`,
  team: `select team_id as id from team_member where person_id = '${learnerId}'`,
  help: `select id from help_request where state = 'waiting' order by asked_at limit 1`,
  class: `select id from class where state = 'open' and owner_id = '${seniors.manager}'`,
  walkthrough: `select id from walkthrough where person_id = '${learnerId}' order by published_at limit 1`,
  environment: `select e.id from environment e where e.id = (${attemptOf} and a.state = 'active')`,
  labTest: 'select id from lab_test order by created_at desc limit 1',
  follow: 'select id from terminal_follow limit 1',
  departed: 'select id from person where deactivated_at is not null order by id limit 1',
};

/** Finds them. Throws for what the seed did not make. */
export async function findThings({ pool }: DatabaseHandle): Promise<Things> {
  const found = await Promise.all(
    Object.entries(statements).map(async ([name, statement]) => {
      const { rows } = await pool.query<{ id: unknown }>(statement);
      if (rows[0] === undefined) throw new Error(`the seed made no ${name}`);
      return [name, String(rows[0].id)] as const;
    }),
  );
  return Object.fromEntries(found) as unknown as Things;
}
