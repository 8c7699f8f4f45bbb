import type { Role } from '@springboard/contracts/roles.ts';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { person, personRole, team, teamMember } from '../schema/people.ts';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: Role[];
  readonly teams: { id: string; name: string }[];
}

/** People who have not left, by name, with roles and teams; all of them, or those of `ids`. */
export async function listPeopleRows(db: Queryable, ids?: readonly string[]): Promise<PersonRow[]> {
  const people = await db
    .select({ id: person.id, name: person.name, email: person.email })
    .from(person)
    .where(and(isNull(person.deactivatedAt), ids ? inArray(person.id, [...ids]) : undefined))
    .orderBy(asc(person.name), asc(person.id));
  const found = people.map((row) => row.id);
  if (found.length === 0) return [];
  const roles = await db.select().from(personRole).where(inArray(personRole.personId, found));
  const teams = await db
    .select({ personId: teamMember.personId, id: team.id, name: team.name })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(inArray(teamMember.personId, found))
    .orderBy(asc(team.name));
  return people.map((row) => ({
    ...row,
    roles: roles.filter((one) => one.personId === row.id).map((one) => one.role),
    teams: teams.filter((one) => one.personId === row.id).map(({ id, name }) => ({ id, name })),
  }));
}

/** A person's name, also of one who has left; empty when there never was one. */
export async function findPersonName(db: Queryable, id: string): Promise<string> {
  const [row] = await db.select({ name: person.name }).from(person).where(eq(person.id, id));
  return row?.name ?? '';
}
