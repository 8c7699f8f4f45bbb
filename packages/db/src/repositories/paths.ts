import type { Role } from '@springboard/contracts/roles.ts';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable, Transaction } from '../client.ts';
import { path, pathAssignment, pathDue, pathReading } from '../schema/paths.ts';
import { person, team, teamMember } from '../schema/people.ts';
import { anyOf } from './any-of.ts';
import { listWithRole } from './people.ts';
import { isOf, isTeamOf, type Whose } from './whose.ts';

export type PathRow = typeof path.$inferSelect;

/** Paths by id: those of `ids`, or all that are published now. */
export async function listPathRows(db: Queryable, ids?: readonly string[]): Promise<PathRow[]> {
  return db
    .select()
    .from(path)
    .where(ids ? inArray(path.id, [...ids]) : isNull(path.withdrawnAt))
    .orderBy(asc(path.id));
}

export async function savePath(
  tx: Queryable,
  row: Pick<PathRow, 'id' | 'definition' | 'commit' | 'publishedAt'>,
): Promise<void> {
  const { id, ...set } = row;
  await tx
    .insert(path)
    .values(row)
    .onConflictDoUpdate({ target: path.id, set: { ...set, withdrawnAt: null } });
}

export async function withdrawPath(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.update(path).set({ withdrawnAt: at }).where(eq(path.id, id));
}

/** Who is on which path: a team's assignment gives a row for each of its members. */
export interface AssignedRow {
  readonly assignmentId: string;
  readonly pathId: string;
  readonly personId: string;
  readonly name: string;
  readonly startsOn: string;
  readonly assignedBy: string | null;
  /** Name of the team whose path it is; null: it was given to the person. */
  readonly team: string | null;
}

/**
 * Who has not left and is on a path, by name. Who has the same path from several sides is in it once: their own
 * assignment counts before a team's, and an earlier start before a later one. `among`: only of these people.
 */
export async function listAssigned(
  db: Queryable,
  whose: Whose,
  among?: readonly string[],
): Promise<AssignedRow[]> {
  const giver = alias(person, 'giver');
  const common = {
    assignmentId: pathAssignment.id,
    pathId: pathAssignment.pathId,
    personId: person.id,
    name: person.name,
    startsOn: pathAssignment.startsOn,
    assignedBy: giver.name,
  };
  const wanted = and(
    isNull(pathAssignment.endedAt),
    isNull(person.deactivatedAt),
    isOf(db, person.id, whose),
    among && anyOf(person.id, among),
  );
  const own = await db
    .select({ ...common, team: team.name })
    .from(pathAssignment)
    .innerJoin(person, eq(person.id, pathAssignment.personId))
    .leftJoin(team, eq(team.id, pathAssignment.teamId))
    .leftJoin(giver, eq(giver.id, pathAssignment.assignedBy))
    .where(wanted);
  const ofTeams = await db
    .select({ ...common, team: team.name })
    .from(pathAssignment)
    .innerJoin(team, eq(team.id, pathAssignment.teamId))
    .innerJoin(teamMember, eq(teamMember.teamId, team.id))
    .innerJoin(person, eq(person.id, teamMember.personId))
    .leftJoin(giver, eq(giver.id, pathAssignment.assignedBy))
    .where(wanted)
    .orderBy(asc(pathAssignment.startsOn));
  const rows = new Map<string, AssignedRow>();
  for (const row of [...own, ...ofTeams]) {
    const key = JSON.stringify([row.personId, row.pathId]);
    if (!rows.has(key)) rows.set(key, row);
  }
  return [...rows.values()].sort(
    (a, b) =>
      a.name.localeCompare(b.name) ||
      a.personId.localeCompare(b.personId) ||
      (a.startsOn < b.startsOn ? -1 : 1),
  );
}

/** Undefined when the same person or team is on this path already. */
export async function insertAssignment(
  tx: Transaction,
  row: typeof pathAssignment.$inferInsert,
): Promise<string | undefined> {
  const [inserted] = await tx
    .insert(pathAssignment)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: pathAssignment.id });
  return inserted?.id;
}

/** Whose these assignments are: one person's or a team's. */
export async function listAssignmentGoers(
  db: Queryable,
  ids: readonly string[],
): Promise<{ id: string; personId: string | null; teamId: string | null }[]> {
  if (ids.length === 0) return [];
  const { id, personId, teamId } = pathAssignment;
  return db
    .select({ id, personId, teamId })
    .from(pathAssignment)
    .where(inArray(id, [...ids]));
}

/** Ends an assignment that goes on; answers what it was, or undefined where there is none. */
export async function endAssignment(
  tx: Transaction,
  id: string,
  at: Date,
): Promise<typeof pathAssignment.$inferSelect | undefined> {
  const [row] = await tx
    .update(pathAssignment)
    .set({ endedAt: at })
    .where(and(eq(pathAssignment.id, id), isNull(pathAssignment.endedAt)))
    .returning();
  return row;
}

export async function saveDue(tx: Queryable, row: typeof pathDue.$inferInsert): Promise<void> {
  const { dueOn, reason, movedBy = null, movedAt } = row;
  await tx
    .insert(pathDue)
    .values(row)
    .onConflictDoUpdate({
      target: [pathDue.personId, pathDue.pathId, pathDue.itemId],
      set: { dueOn, reason, movedBy, movedAt },
    });
}

export async function saveReading(tx: Queryable, row: typeof pathReading.$inferInsert): Promise<void> {
  await tx.insert(pathReading).values(row).onConflictDoNothing();
}

export async function deleteReading(
  tx: Queryable,
  row: Pick<typeof pathReading.$inferSelect, 'personId' | 'pathId' | 'itemId'>,
): Promise<void> {
  await tx
    .delete(pathReading)
    .where(
      and(
        eq(pathReading.personId, row.personId),
        eq(pathReading.pathId, row.pathId),
        eq(pathReading.itemId, row.itemId),
      ),
    );
}

/** People among these who hold one of these roles and have not left, and their teams, to choose from; by name. */
export async function listPeopleAndTeams(
  db: Queryable,
  whose: Whose,
  roles: readonly Role[],
): Promise<{ people: { id: string; name: string }[]; teams: { id: string; name: string }[] }> {
  const people = await listWithRole(db, whose, roles);
  const teams = await db
    .select({ id: team.id, name: team.name })
    .from(team)
    .where(isTeamOf(whose))
    .orderBy(asc(team.name));
  return { people, teams };
}
