import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { person } from '../schema/people.ts';
import { signOff } from '../schema/readiness.ts';
import { anyOf } from './any-of.ts';
import { openWork } from './lab-attempts.ts';

export type SignOffRow = typeof signOff.$inferSelect;

/** A finished attempt with enough points whose work is reviewed. */
export interface PassRow {
  readonly personId: string;
  readonly slug: string;
  /** The share of its points that was asked for. */
  readonly pass: number;
  readonly attemptId: string;
  readonly at: Date;
  readonly score: number;
  readonly maxScore: number;
}

/** Of each person and lab the latest that passed: doing it again renews it. One query for any number of people. */
export async function listLatestPasses(
  db: Queryable,
  people: readonly string[],
  labs: readonly { readonly slug: string; readonly pass: number }[],
): Promise<PassRow[]> {
  if (people.length === 0 || labs.length === 0) return [];
  const column = <T>(values: readonly T[]) => sql.param([...values]);
  const { rows } = await db.execute<Omit<PassRow, 'at'> & { readonly at: number }>(sql`
    with open_work as (${openWork})
    select distinct on (a.person_id, w.slug, w.pass)
      a.person_id as "personId", w.slug, w.pass, a.id as "attemptId",
      (extract(epoch from a.finished_at) * 1000)::float8 as at, a.score, a.max_score as "maxScore"
    from unnest(
      ${column(labs.map((lab) => lab.slug))}::text[],
      ${column(labs.map((lab) => lab.pass))}::float8[]
    ) as w (slug, pass)
    join attempt a on a.slug = w.slug and a.state = 'finished' and not a.preview
      and a.score >= w.pass * a.max_score - 0.005
    left join open_work o on o.attempt_id = a.id
    where o.attempt_id is null and a.person_id = any(${column(people)}::text[])
    order by a.person_id, w.slug, w.pass, a.finished_at desc`);
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

/** Sign-offs of these people that stand, with the name of who gave them. */
export async function listSignOffs(
  db: Queryable,
  people: readonly string[],
): Promise<(SignOffRow & { readonly by: string | null })[]> {
  if (people.length === 0) return [];
  const rows = await db
    .select({ signOff, by: person.name })
    .from(signOff)
    .leftJoin(person, eq(person.id, signOff.signedBy))
    .where(and(anyOf(signOff.personId, people), isNull(signOff.endedAt)));
  return rows.map((row) => ({ ...row.signOff, by: row.by }));
}

/** Stores a sign-off; one that stood for the same skill has its end then. */
export async function insertSignOff(
  tx: Transaction,
  row: Pick<SignOffRow, 'personId' | 'skillId' | 'note' | 'signedBy' | 'signedAt'>,
): Promise<string> {
  await tx
    .update(signOff)
    .set({ endedAt: row.signedAt, endedBy: row.signedBy })
    .where(
      and(eq(signOff.personId, row.personId), eq(signOff.skillId, row.skillId), isNull(signOff.endedAt)),
    );
  const [inserted] = await tx.insert(signOff).values(row).returning({ id: signOff.id });
  if (!inserted) throw new Error('the sign-off was not stored');
  return inserted.id;
}

/** Takes one that stands back; answers what it was, or undefined where none stands. */
export async function endSignOff(
  tx: Transaction,
  id: string,
  end: { readonly endedAt: Date; readonly endedBy: string; readonly endReason: string },
): Promise<SignOffRow | undefined> {
  const [row] = await tx
    .update(signOff)
    .set(end)
    .where(and(eq(signOff.id, id), isNull(signOff.endedAt)))
    .returning();
  return row;
}
