import type { Role } from '@springboard/contracts/roles.ts';
import { and, eq, inArray, not } from 'drizzle-orm';
import type { Transaction } from '../client.ts';
import { personRole, team, teamMember } from '../schema/people.ts';

/** What changed: roles, or teams with who manages them. */
export interface Changed<T> {
  readonly given: readonly T[];
  readonly taken: readonly T[];
}

/** Makes these roles the ones that a person has from groups. What was given by hand stays, and is not given a second time. */
export async function setRolesFromGroups(
  tx: Transaction,
  personId: string,
  wanted: readonly Role[],
): Promise<Changed<Role>> {
  const gone = await tx
    .delete(personRole)
    .where(
      and(
        eq(personRole.personId, personId),
        eq(personRole.fromGroups, true),
        not(inArray(personRole.role, [...wanted])),
      ),
    )
    .returning({ role: personRole.role });
  const fresh =
    wanted.length === 0
      ? []
      : await tx
          .insert(personRole)
          .values(wanted.map((role) => ({ personId, role, fromGroups: true })))
          .onConflictDoNothing()
          .returning({ role: personRole.role });
  return { given: fresh.map(({ role }) => role), taken: gone.map(({ role }) => role) };
}

/** The same for memberships of teams, by the ids of the teams. */
export async function setTeamsFromGroups(
  tx: Transaction,
  personId: string,
  wanted: readonly string[],
): Promise<Changed<string>> {
  const gone = await tx
    .delete(teamMember)
    .where(
      and(
        eq(teamMember.personId, personId),
        eq(teamMember.fromGroups, true),
        not(inArray(teamMember.teamId, [...wanted])),
      ),
    )
    .returning({ teamId: teamMember.teamId });
  const fresh =
    wanted.length === 0
      ? []
      : await tx
          .insert(teamMember)
          .values(wanted.map((teamId) => ({ teamId, personId, fromGroups: true })))
          .onConflictDoNothing()
          .returning({ teamId: teamMember.teamId });
  return { given: fresh.map(({ teamId }) => teamId), taken: gone.map(({ teamId }) => teamId) };
}

/** Whether a group gave the person this role. */
export async function hasRoleFromGroups(tx: Transaction, personId: string, role: Role): Promise<boolean> {
  const { personId: whose, role: which, fromGroups } = personRole;
  const theirs = and(eq(whose, personId), eq(which, role), eq(fromGroups, true));
  return (await tx.$count(personRole, theirs)) > 0;
}

/** Teams of these names, or of these ids. */
export async function listTeamsBy(
  tx: Transaction,
  by: { readonly names: readonly string[] } | { readonly ids: readonly string[] },
): Promise<{ id: string; name: string; managerId: string | null }[]> {
  return tx
    .select({ id: team.id, name: team.name, managerId: team.managerId })
    .from(team)
    .where('names' in by ? inArray(team.name, [...by.names]) : inArray(team.id, [...by.ids]));
}

/** How many roles a person has. */
export function countRoles(tx: Transaction, personId: string): Promise<number> {
  return tx.$count(personRole, eq(personRole.personId, personId));
}
