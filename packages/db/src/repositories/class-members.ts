import type { Role } from '@springboard/contracts/roles.ts';
import { and, asc, eq, isNotNull, isNull, not, notInArray } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { classes, classMember } from '../schema/classes.ts';
import { person, team, teamMember } from '../schema/people.ts';
import { announceClass } from './classes.ts';
import { listWithRole } from './people.ts';
import { isOf, isTeamOf, type Whose } from './whose.ts';

export type ClassMemberRow = typeof classMember.$inferSelect;

/** Who can be asked into a class: who has not left and holds one of these roles, with their teams among those reached, by name. */
export async function listClassCandidates(
  db: Queryable,
  whose: Whose,
  roles: readonly Role[],
): Promise<{ id: string; name: string; teams: { id: string; name: string }[] }[]> {
  const people = await listWithRole(db, whose, roles);
  const memberships = await db
    .select({ personId: teamMember.personId, id: team.id, name: team.name })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(isTeamOf(whose))
    .orderBy(asc(team.name));
  const teams = Map.groupBy(memberships, ({ personId }) => personId);
  return people.map((one) => ({
    ...one,
    teams: (teams.get(one.id) ?? []).map(({ id, name }) => ({ id, name })),
  }));
}

/** Who is in a class, has not left, and is among `whose`, by name. */
export async function listClassMembers(
  db: Queryable,
  classId: string,
  whose: Whose,
): Promise<(ClassMemberRow & { readonly name: string })[]> {
  const rows = await db
    .select({ member: classMember, name: person.name })
    .from(classMember)
    .innerJoin(person, eq(person.id, classMember.personId))
    .where(and(eq(classMember.classId, classId), isNull(person.deactivatedAt), isOf(db, person.id, whose)))
    .orderBy(asc(person.name), asc(person.id));
  return rows.map(({ member, name }) => ({ ...member, name }));
}

/** Has just these people in the class; what was tried for those who stay is kept. */
export async function setClassMembers(
  tx: Transaction,
  classId: string,
  people: readonly string[],
): Promise<void> {
  await tx
    .delete(classMember)
    .where(and(eq(classMember.classId, classId), notInArray(classMember.personId, [...people])));
  await tx
    .insert(classMember)
    .values(people.map((personId) => ({ classId, personId })))
    .onConflictDoNothing();
}

/** Takes those out whom its owner does not reach any more. */
export async function dropClassMembersBeyond(tx: Transaction, classId: string, whose: Whose): Promise<void> {
  const reached = isOf(tx, classMember.personId, whose);
  if (reached) await tx.delete(classMember).where(and(eq(classMember.classId, classId), not(reached)));
}

/** Somebody of an open class for whom no attempt was tried to be started yet. */
export interface UntriedMember {
  readonly classId: string;
  readonly personId: string;
}

/** The class that began first comes first; within one by name. */
export async function listUntriedMembers(db: Queryable): Promise<UntriedMember[]> {
  return db
    .select({ classId: classMember.classId, personId: classMember.personId })
    .from(classMember)
    .innerJoin(classes, eq(classes.id, classMember.classId))
    .innerJoin(person, eq(person.id, classMember.personId))
    .where(and(eq(classes.state, 'open'), isNull(classMember.triedAt), isNull(person.deactivatedAt)))
    .orderBy(asc(classes.openedAt), asc(person.name), asc(person.id));
}

/** Notes what came of the try, once; false when it was noted already. */
export async function markTried(
  tx: Transaction,
  { classId, personId }: UntriedMember,
  outcome: { readonly triedAt: Date; readonly problem: string | null },
): Promise<boolean> {
  const rows = await tx
    .update(classMember)
    .set(outcome)
    .where(
      and(eq(classMember.classId, classId), eq(classMember.personId, personId), isNull(classMember.triedAt)),
    )
    .returning({ personId: classMember.personId });
  if (rows.length > 0) await announceClass(tx, classId);
  return rows.length > 0;
}

/** Those among `whose` for whom no attempt could be started are to be tried again. */
export async function forgetProblems(tx: Transaction, classId: string, whose: Whose): Promise<void> {
  await tx
    .update(classMember)
    .set({ triedAt: null, problem: null })
    .where(
      and(
        eq(classMember.classId, classId),
        isNotNull(classMember.problem),
        isOf(tx, classMember.personId, whose),
      ),
    );
}
