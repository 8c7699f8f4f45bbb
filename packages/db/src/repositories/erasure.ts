import { and, count, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt, environmentOfAttempt, labFeedback, submission, taskDraft } from '../schema/attempts.ts';
import { environment } from '../schema/environments.ts';
import { person } from '../schema/people.ts';
import { auditEvent } from '../schema/platform.ts';
import { attemptStates } from './environments.ts';

/** Every attempt of a person, previews too. */
export async function listAttemptIds(db: Queryable, personId: string): Promise<string[]> {
  const rows = await db.select({ id: attempt.id }).from(attempt).where(eq(attempt.personId, personId));
  return rows.map((row) => row.id);
}

/** Whether an environment of a person's is still on the engine, or on its way off it. */
export async function hasEnvironments(db: Queryable, personId: string): Promise<boolean> {
  const [row] = await db
    .select({ living: count() })
    .from(environmentOfAttempt)
    .innerJoin(attempt, eq(attempt.id, environmentOfAttempt.attemptId))
    .innerJoin(environment, eq(environment.id, environmentOfAttempt.environmentId))
    .where(and(eq(attempt.personId, personId), inArray(environment.state, [...attemptStates, 'destroying'])));
  return (row?.living ?? 0) > 0;
}

/** Whether somebody else is called the same. */
export async function hasNamesake(db: Queryable, id: string, name: string): Promise<boolean> {
  const same = eq(sql`lower(${person.name})`, name.toLowerCase());
  return (await db.$count(person, and(ne(person.id, id), same))) > 0;
}

/** How much there is of somebody that an erasure looks at. */
export async function countOwned(db: Queryable, personId: string) {
  const theirs = db.select({ id: attempt.id }).from(attempt).where(eq(attempt.personId, personId));
  const texts = await Promise.all(
    [submission, taskDraft, labFeedback].map((table) => db.$count(table, inArray(table.attemptId, theirs))),
  );
  return {
    attempts: await db.$count(attempt, eq(attempt.personId, personId)),
    texts: texts.reduce((sum, one) => sum + one, 0),
    auditLines: await db.$count(
      auditEvent,
      or(eq(auditEvent.actor, personId), eq(auditEvent.subjectId, personId)),
    ),
  };
}
