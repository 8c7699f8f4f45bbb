import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { person, personRole } from '../schema/people.ts';

/** Pairs of a person and who mentors them: their own mentor in a team, or else the team's. The body of a `with`. */
export const mentorPairs: SQL = sql`
  select m.person_id, coalesce(m.mentor_id, t.mentor_id) as mentor_id
  from team_member m join team t on t.id = m.team_id
  where coalesce(m.mentor_id, t.mentor_id) is not null`;

/** Who mentors this person, still holds the role, and has not left; in no case the person. */
export async function listMentorsOf(db: Queryable, personId: string): Promise<string[]> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .innerJoin(personRole, and(eq(personRole.personId, person.id), eq(personRole.role, 'mentor')))
    .where(
      and(
        isNull(person.deactivatedAt),
        sql`${person.id} <> ${personId}`,
        sql`${person.id} in (select p.mentor_id from (${mentorPairs}) p where p.person_id = ${personId})`,
      ),
    )
    .orderBy(asc(person.id));
  return rows.map(({ id }) => id);
}

/** Managers of the teams that this person is in. */
export async function listManagersOf(db: Queryable, personId: string): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select distinct p.id from team_member m join team t on t.id = m.team_id
    join person p on p.id = t.manager_id and p.deactivated_at is null
    join person_role r on r.person_id = p.id and r.role = 'manager'
    where m.person_id = ${personId} and p.id <> ${personId} order by p.id`);
  return rows.map(({ id }) => id);
}
