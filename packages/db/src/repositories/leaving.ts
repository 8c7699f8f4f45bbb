import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { attempt, submission } from '../schema/attempts.ts';
import { environment } from '../schema/environments.ts';
import { terminalFollow } from '../schema/follows.ts';
import { labTest } from '../schema/lab-tests.ts';
import { pathAssignment } from '../schema/paths.ts';
import {
  account as accounts,
  apiToken,
  person,
  session,
  sshKey,
  team,
  teamMember,
  verification,
} from '../schema/people.ts';
import { type AttemptRow, lockPerson } from './attempts.ts';
import { attemptStates } from './environments.ts';

export type PersonAccount = Pick<
  typeof person.$inferSelect,
  'id' | 'name' | 'email' | 'deactivatedAt' | 'erasedAt' | 'deletionAskedAt'
>;

const account = {
  id: person.id,
  name: person.name,
  email: person.email,
  deactivatedAt: person.deactivatedAt,
  erasedAt: person.erasedAt,
  deletionAskedAt: person.deletionAskedAt,
};

/** Somebody, whether they have left or not. */
export async function findAccount(db: Queryable, id: string): Promise<PersonAccount | undefined> {
  const [row] = await db.select(account).from(person).where(eq(person.id, id));
  return row;
}

/** The same, and nobody else changes them, or starts a lab as them, until the transaction ends. */
export async function lockAccount(tx: Transaction, id: string): Promise<PersonAccount | undefined> {
  await lockPerson(tx, id);
  const [row] = await tx.select(account).from(person).where(eq(person.id, id)).for('no key update');
  return row;
}

/** Who has left, the last first, and who is here and asks for the deletion of their data, the first first. */
export async function listDepartures(
  db: Queryable,
): Promise<{ departed: PersonAccount[]; requests: PersonAccount[] }> {
  const departed = await db
    .select(account)
    .from(person)
    .where(isNotNull(person.deactivatedAt))
    .orderBy(desc(person.deactivatedAt), asc(person.id));
  const requests = await db
    .select(account)
    .from(person)
    .where(and(isNull(person.deactivatedAt), isNotNull(person.deletionAskedAt)))
    .orderBy(asc(person.deletionAskedAt), asc(person.id));
  return { departed, requests };
}

export async function setDeparture(
  tx: Queryable,
  id: string,
  change: Partial<Pick<PersonAccount, 'deactivatedAt' | 'deletionAskedAt'>>,
): Promise<void> {
  await tx
    .update(person)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(person.id, id));
}

const liveTokenOf = (personId: string) =>
  and(
    eq(apiToken.personId, personId),
    isNull(apiToken.revokedAt),
    or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, sql`now()`)),
  );
const activeOf = (personId: string) => and(eq(attempt.personId, personId), eq(attempt.state, 'active'));
const assignedTo = (personId: string) =>
  and(eq(pathAssignment.personId, personId), isNull(pathAssignment.endedAt));

/** What somebody has that ends when they leave. */
export async function countAccess(db: Queryable, personId: string) {
  const handedIn = await db
    .select({ attemptId: submission.attemptId })
    .from(submission)
    .innerJoin(attempt, eq(attempt.id, submission.attemptId))
    .where(and(eq(attempt.personId, personId), eq(submission.state, 'handed_in')));
  const environments = await db
    .select({ id: environment.id })
    .from(attempt)
    .innerJoin(environment, eq(environment.id, attempt.environmentId))
    .where(and(activeOf(personId), inArray(environment.state, [...attemptStates])));
  const named = or(eq(team.managerId, personId), eq(team.mentorId, personId));
  return {
    sessions: await db.$count(
      session,
      and(eq(session.personId, personId), gt(session.expiresAt, sql`now()`)),
    ),
    links: await db.$count(
      verification,
      and(eq(verification.value, personId), gt(verification.expiresAt, sql`now()`)),
    ),
    apiTokens: await db.$count(apiToken, liveTokenOf(personId)),
    sshKeys: await db.$count(sshKey, eq(sshKey.personId, personId)),
    follows: await db.$count(
      terminalFollow,
      and(eq(terminalFollow.mentorId, personId), isNull(terminalFollow.endedAt)),
    ),
    attempts: await db.$count(attempt, activeOf(personId)),
    environments: environments.length,
    labTests: await db.$count(
      labTest,
      and(eq(labTest.requestedBy, personId), inArray(labTest.state, ['queued', 'running'])),
    ),
    assignments: await db.$count(pathAssignment, assignedTo(personId)),
    handedIn: handedIn.length,
    leads: (await db.$count(team, named)) + (await db.$count(teamMember, eq(teamMember.mentorId, personId))),
  };
}
export type AccessCounts = Awaited<ReturnType<typeof countAccess>>;

/** Ends API tokens, and forgets SSH keys and the password: none comes back. */
export async function endKeys(tx: Transaction, personId: string): Promise<void> {
  await tx
    .update(apiToken)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiToken.personId, personId), isNull(apiToken.revokedAt)));
  await tx.delete(sshKey).where(eq(sshKey.personId, personId));
  await tx.delete(accounts).where(and(eq(accounts.personId, personId), eq(accounts.providerId, 'password')));
}

/** The attempts that a person is at, in the order in which they are locked. */
export async function listActiveAttempts(tx: Transaction, personId: string): Promise<AttemptRow[]> {
  return tx.select().from(attempt).where(activeOf(personId)).orderBy(asc(attempt.id)).for('update');
}

/** Gives back what a person handed in and nobody has reviewed, without a word. Answers the attempts that it was of. */
export async function giveBackHandedIn(tx: Transaction, personId: string): Promise<string[]> {
  const theirs = tx.select({ id: attempt.id }).from(attempt).where(eq(attempt.personId, personId));
  const rows = await tx
    .update(submission)
    .set({ state: 'returned' })
    .where(and(eq(submission.state, 'handed_in'), inArray(submission.attemptId, theirs)))
    .returning({ attemptId: submission.attemptId });
  return [...new Set(rows.map((row) => row.attemptId))];
}

/** Takes a person off the paths that were given to them; what they did on these stays. */
export async function endAssignmentsOf(tx: Transaction, personId: string, at: Date): Promise<void> {
  await tx.update(pathAssignment).set({ endedAt: at }).where(assignedTo(personId));
}

/** Names nobody in a person's place as manager and mentor. */
export async function stopLeading(tx: Transaction, personId: string): Promise<void> {
  await tx.update(team).set({ managerId: null }).where(eq(team.managerId, personId));
  await tx.update(team).set({ mentorId: null }).where(eq(team.mentorId, personId));
  await tx.update(teamMember).set({ mentorId: null }).where(eq(teamMember.mentorId, personId));
}
