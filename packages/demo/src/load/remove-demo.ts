import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { demoTeam } from '@springboard/auth/demo-team.ts';
import type { Database } from '@springboard/db/client.ts';
import { sql } from 'drizzle-orm';
import { teamId } from '../around/people.ts';
import { demoIdMark } from '../dice.ts';
import { stories } from '../make-history.ts';
import { teams } from '../story/teams.ts';

/** Tables whose rows are known by their own ids; what hangs on them goes with them. In this order, since the later ones are named by the earlier. */
const tables = ['kept_answer', 'notice', 'sign_off', 'path_assignment', 'attempt', 'environment'] as const;

/** What was removed, and who was left since something real hangs on them. */
export interface Removed {
  readonly attempts: number;
  readonly people: number;
  readonly left: readonly string[];
}

/**
 * Takes the history of the demo team away again: attempts, environments and all that hangs on them, invented people, their team and recordings. The
 * team of `npm start` stays, as does what any of them has done since. The audit is never shortened: its lines stay.
 */
export async function removeDemo(db: Database, recordings: string): Promise<Removed> {
  const mine = sql.raw(`id::text like '%${demoIdMark}%'`);
  const everybody = stories.map(({ id }) => id);
  const invented = everybody.filter((id) => !demoTeam.some((one) => one.id === id));
  const { removed, attempts } = await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`select id from attempt where ${mine}`);
    for (const table of tables) await tx.execute(sql`delete from ${sql.raw(table)} where ${mine}`);
    for (const table of ['path_due', 'path_reading'])
      await tx.execute(
        sql`delete from ${sql.raw(table)} where person_id = any(${sql.param(everybody)}::text[])`,
      );
    const gone = await tx.execute<{ id: string }>(sql`
      delete from person p where p.id = any(${sql.param(invented)}::text[])
        and not exists (select from attempt a where a.person_id = p.id)
        and not exists (select from submission_review r where r.reviewer_id = p.id)
        and not exists (select from submission_comment c where p.id in (c.author_id, c.settled_by))
        and not exists (select from submission s where s.taken_by = p.id)
        and not exists (select from lab_feedback f where f.answered_by = p.id)
      returning p.id`);
    const own = teams.map(({ name }) => teamId(name));
    await tx.execute(sql`
      delete from team t where t.id = any(${sql.param(own)}::uuid[]) and not exists (select from team_member m where m.team_id = t.id)`);
    return { removed: gone.rows.map(({ id }) => id), attempts: rows.map(({ id }) => id) };
  });
  for (const id of attempts) await rm(join(recordings, id), { recursive: true, force: true });
  const left = stories
    .filter(({ id }) => invented.includes(id) && !removed.includes(id))
    .map(({ name }) => name);
  return { attempts: attempts.length, people: removed.length, left };
}
