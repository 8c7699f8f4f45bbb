import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable, Transaction } from '../client.ts';
import { person, team, teamMember } from '../schema/people.ts';

export type TeamRow = typeof team.$inferSelect;
export type TeamMemberRow = typeof teamMember.$inferSelect;

/** What of a team can be changed. */
export type TeamChange = Pick<TeamRow, 'name' | 'mentorId' | 'managerId'>;

/** Teams by name, with names and the number of members who have not left; all, or those that somebody manages. */
export async function listTeamRows(db: Queryable, managedBy: string | null) {
  const mentor = alias(person, 'mentor');
  const manager = alias(person, 'manager');
  const members = db
    .select({ teamId: teamMember.teamId, count: sql<number>`count(*)::int`.as('count') })
    .from(teamMember)
    .innerJoin(person, and(eq(person.id, teamMember.personId), isNull(person.deactivatedAt)))
    .groupBy(teamMember.teamId)
    .as('members');
  return db
    .select({
      id: team.id,
      name: team.name,
      mentor: { id: mentor.id, name: mentor.name },
      manager: { id: manager.id, name: manager.name },
      members: sql<number>`coalesce(${members.count}, 0)`,
    })
    .from(team)
    .leftJoin(mentor, eq(mentor.id, team.mentorId))
    .leftJoin(manager, eq(manager.id, team.managerId))
    .leftJoin(members, eq(members.teamId, team.id))
    .where(managedBy === null ? undefined : eq(team.managerId, managedBy))
    .orderBy(asc(team.name));
}

/** A team's id and name; undefined when there is none. */
export async function findTeam(db: Queryable, id: string): Promise<Pick<TeamRow, 'id' | 'name'> | undefined> {
  const [row] = await db.select({ id: team.id, name: team.name }).from(team).where(eq(team.id, id));
  return row;
}

/** Who is in a team and has not left, by name. */
export async function listTeamPeople(db: Queryable, teamId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: person.id, name: person.name })
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(and(eq(teamMember.teamId, teamId), isNull(person.deactivatedAt)))
    .orderBy(asc(person.name), asc(person.id));
}

/** The team, locked until the transaction ends. */
export async function lockTeam(tx: Transaction, id: string): Promise<TeamRow | undefined> {
  const [row] = await tx.select().from(team).where(eq(team.id, id)).for('update');
  return row;
}

/** Undefined when there is one of this name. */
export async function insertTeam(tx: Transaction, row: TeamChange): Promise<TeamRow | undefined> {
  const [inserted] = await tx.insert(team).values(row).onConflictDoNothing().returning();
  return inserted;
}

export async function findTeamByName(db: Queryable, name: string): Promise<string | undefined> {
  const [row] = await db.select({ id: team.id }).from(team).where(eq(team.name, name));
  return row?.id;
}

export async function updateTeam(tx: Transaction, id: string, change: TeamChange): Promise<void> {
  await tx.update(team).set(change).where(eq(team.id, id));
}

/** Its people stay; they are only no longer in it. */
export async function deleteTeam(tx: Transaction, id: string): Promise<void> {
  await tx.delete(team).where(eq(team.id, id));
}

export async function findMember(
  db: Queryable,
  teamId: string,
  personId: string,
): Promise<TeamMemberRow | undefined> {
  const [row] = await db
    .select()
    .from(teamMember)
    .where(and(eq(teamMember.teamId, teamId), eq(teamMember.personId, personId)));
  return row;
}

/** Puts somebody into a team, or changes how they are in it; what a group gave stays the group's. */
export async function saveMember(tx: Transaction, row: Omit<TeamMemberRow, 'fromGroups'>): Promise<void> {
  const { joinedOn, mentorId } = row;
  await tx
    .insert(teamMember)
    .values(row)
    .onConflictDoUpdate({
      target: [teamMember.teamId, teamMember.personId],
      set: { joinedOn, mentorId },
    });
}

export async function deleteMember(tx: Transaction, teamId: string, personId: string): Promise<void> {
  await tx.delete(teamMember).where(and(eq(teamMember.teamId, teamId), eq(teamMember.personId, personId)));
}
