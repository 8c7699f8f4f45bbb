import type { Role } from '@springboard/contracts/roles.ts';
import { and, asc, eq, inArray, isNull, ne, notInArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable, Transaction } from '../client.ts';
import { person, personRole, team, teamMember } from '../schema/people.ts';
import { isOf, type Whose } from './whose.ts';

export interface MembershipRow {
  /** Of the team. */
  readonly id: string;
  readonly name: string;
  readonly joinedOn: string;
  readonly mentorId: string | null;
  /** Name of their own mentor, or else of the team's. */
  readonly mentor: string | null;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly lastSignInAt: Date | null;
  readonly roles: Role[];
  readonly teams: MembershipRow[];
}

/** People who have not left, by name, with roles and teams. */
export async function listPeopleRows(db: Queryable, whose: Whose): Promise<PersonRow[]> {
  const { id, name, email, lastSignInAt } = person;
  const people = await db
    .select({ id, name, email, lastSignInAt })
    .from(person)
    .where(and(isNull(person.deactivatedAt), isOf(db, person.id, whose)))
    .orderBy(asc(person.name), asc(person.id));
  const ids = people.map((row) => row.id);
  if (ids.length === 0) return [];
  const roles = Map.groupBy(
    await db.select().from(personRole).where(inArray(personRole.personId, ids)),
    (row) => row.personId,
  );
  const teams = Map.groupBy(await listMemberships(db, ids), (row) => row.personId);
  return people.map((row) => ({
    ...row,
    roles: (roles.get(row.id) ?? []).map(({ role }) => role),
    teams: (teams.get(row.id) ?? []).map(({ personId: _, ...membership }) => membership),
  }));
}

/** One of them; undefined for who has left or never was. */
export async function findPersonRow(db: Queryable, id: string): Promise<PersonRow | undefined> {
  const [row] = await listPeopleRows(db, { own: id, managedBy: null });
  return row;
}

async function listMemberships(
  db: Queryable,
  people: readonly string[],
): Promise<(MembershipRow & { personId: string })[]> {
  const own = alias(person, 'own_mentor');
  const teams = alias(person, 'team_mentor');
  return db
    .select({
      personId: teamMember.personId,
      id: team.id,
      name: team.name,
      joinedOn: teamMember.joinedOn,
      mentorId: teamMember.mentorId,
      mentor: sql<string | null>`coalesce(${own.name}, ${teams.name})`,
    })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .leftJoin(own, eq(own.id, teamMember.mentorId))
    .leftJoin(teams, eq(teams.id, team.mentorId))
    .where(inArray(teamMember.personId, [...people]))
    .orderBy(asc(team.name));
}

/** A person's name, also of one who has left; empty when there never was one. */
export async function findPersonName(db: Queryable, id: string): Promise<string> {
  const [row] = await db.select({ name: person.name }).from(person).where(eq(person.id, id));
  return row?.name ?? '';
}

/** Whose address it is; undefined when it is free. */
export async function findPersonByEmail(db: Queryable, email: string): Promise<string | undefined> {
  const [row] = await db.select({ id: person.id }).from(person).where(eq(person.email, email));
  return row?.id;
}

/** False when the address has been taken meanwhile. */
export async function insertPerson(
  tx: Transaction,
  row: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly Role[];
  },
): Promise<boolean> {
  const { roles, ...values } = row;
  const inserted = await tx.insert(person).values(values).onConflictDoNothing().returning({ id: person.id });
  if (inserted.length === 0) return false;
  if (roles.length > 0) await tx.insert(personRole).values(roles.map((role) => ({ personId: row.id, role })));
  return true;
}

export async function updatePerson(
  tx: Transaction,
  id: string,
  change: { readonly name: string; readonly email: string },
): Promise<void> {
  await tx
    .update(person)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(person.id, id));
}

/** Gives the person exactly these roles, of which there is one at least; what a group gave stays the group's. */
export async function setRoles(tx: Transaction, personId: string, roles: readonly Role[]): Promise<void> {
  await tx
    .delete(personRole)
    .where(and(eq(personRole.personId, personId), notInArray(personRole.role, [...roles])));
  await tx
    .insert(personRole)
    .values(roles.map((role) => ({ personId, role })))
    .onConflictDoNothing();
}

/** People who hold a role and have not left, locked in it until the transaction ends; without `except`. */
export async function lockHolders(tx: Transaction, role: Role, except: string): Promise<string[]> {
  const rows = await tx
    .select({ id: personRole.personId })
    .from(personRole)
    .innerJoin(person, and(eq(person.id, personRole.personId), isNull(person.deactivatedAt)))
    .where(and(eq(personRole.role, role), ne(personRole.personId, except)))
    .orderBy(asc(personRole.personId))
    .for('update', { of: personRole });
  return rows.map((row) => row.id);
}

/** The names of those who hold a role and have not left, in their order. */
export async function listHolders(db: Queryable, role: Role): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: person.id, name: person.name })
    .from(person)
    .innerJoin(personRole, and(eq(personRole.personId, person.id), eq(personRole.role, role)))
    .where(isNull(person.deactivatedAt))
    .orderBy(asc(person.name), asc(person.id));
}

/** People among these who hold one of these roles and have not left, by name. */
export async function listWithRole(
  db: Queryable,
  whose: Whose,
  roles: readonly Role[],
): Promise<{ id: string; name: string }[]> {
  return db
    .selectDistinct({ id: person.id, name: person.name })
    .from(person)
    .innerJoin(personRole, eq(personRole.personId, person.id))
    .where(
      and(isNull(person.deactivatedAt), inArray(personRole.role, [...roles]), isOf(db, person.id, whose)),
    )
    .orderBy(asc(person.name), asc(person.id));
}
