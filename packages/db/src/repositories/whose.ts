import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Queryable } from '../client.ts';
import { person, team, teamMember } from '../schema/people.ts';

/** Whose rows may be answered: everybody's, or somebody's own, or those of the people in teams that somebody manages, or both. */
export type Whose = 'everybody' | { readonly own: string | null; readonly managedBy: string | null };

/** Condition on a column with ids of people; undefined: none is needed. */
export function isOf(db: Queryable, column: PgColumn, whose: Whose): SQL | undefined {
  if (whose === 'everybody') return undefined;
  const { own, managedBy } = whose;
  const members =
    managedBy === null
      ? undefined
      : db
          .select({ id: teamMember.personId })
          .from(teamMember)
          .innerJoin(team, eq(team.id, teamMember.teamId))
          .where(eq(team.managerId, managedBy));
  const given = [
    ...(own === null ? [] : [eq(column, own)]),
    ...(members === undefined ? [] : [inArray(column, members)]),
  ];
  // `or()` of nothing is no condition, and would answer everybody's.
  if (given.length === 0) throw new Error('rows of nobody were asked for');
  return or(...given);
}

/** Condition on teams: those whose people are among them as a whole. Undefined: none is needed. */
export function isTeamOf(whose: Whose): SQL | undefined {
  if (whose === 'everybody') return undefined;
  return whose.managedBy === null ? sql`false` : eq(team.managerId, whose.managedBy);
}

/** Whether a person is among them. */
export async function isAmong(db: Queryable, whose: Whose, personId: string): Promise<boolean> {
  if (whose === 'everybody' || whose.own === personId) return true;
  if (whose.managedBy === null) return false;
  return (await db.$count(person, and(eq(person.id, personId), isOf(db, person.id, whose)))) > 0;
}

/** Whether a team is. */
export async function isTeamAmong(db: Queryable, whose: Whose, teamId: string): Promise<boolean> {
  return (await db.$count(team, and(eq(team.id, teamId), isTeamOf(whose)))) > 0;
}
