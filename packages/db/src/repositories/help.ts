import { openHelpStates } from '@springboard/contracts/help.ts';
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Queryable, Transaction } from '../client.ts';
import { notifyChange } from '../notify.ts';
import { attempt } from '../schema/attempts.ts';
import { helpRequest } from '../schema/help.ts';
import { person } from '../schema/people.ts';
import { changeAttempt } from './attempts.ts';
import { mentorPairs } from './mentors.ts';

const isOpen = inArray(helpRequest.state, [...openHelpStates]);

export type HelpRow = typeof helpRequest.$inferSelect;
/** With the name of the mentor who is at it. */
export type NamedHelp = HelpRow & { readonly mentorName: string | null };

export async function findHelp(db: Queryable, id: string): Promise<HelpRow | undefined> {
  const [row] = await db.select().from(helpRequest).where(eq(helpRequest.id, id));
  return row;
}

/** Open questions that somebody asked or has taken, in the order in which their attempts are locked. */
export async function listOpenHelpAround(db: Queryable, personId: string): Promise<HelpRow[]> {
  const asked = db.select({ id: attempt.id }).from(attempt).where(eq(attempt.personId, personId));
  return db
    .select()
    .from(helpRequest)
    .where(and(isOpen, or(eq(helpRequest.mentorId, personId), inArray(helpRequest.attemptId, asked))))
    .orderBy(asc(helpRequest.attemptId));
}

/** What was asked in an attempt, the oldest first. */
export async function listHelpOf(db: Queryable, attemptId: string): Promise<NamedHelp[]> {
  const rows = await db
    .select({ help: helpRequest, mentorName: person.name })
    .from(helpRequest)
    .leftJoin(person, eq(person.id, helpRequest.mentorId))
    .where(eq(helpRequest.attemptId, attemptId))
    .orderBy(asc(helpRequest.askedAt));
  return rows.map(({ help, mentorName }) => ({ ...help, mentorName }));
}

/** For each question of an attempt that waits: 1 for who is next among those who have a mentor in common with its learner. Who has none waits among all. */
export async function findPlaces(db: Queryable, attemptId: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.execute<{ id: string; place: number }>(sql`
    with pair as (${mentorPairs})
    select h.id, 1 + (
      select count(*)::int from help_request o join attempt b on b.id = o.attempt_id
      where o.state = 'waiting' and (o.asked_at, o.id) < (h.asked_at, h.id) and (
        not exists (select from pair where pair.person_id = a.person_id)
        or exists (select from pair x join pair y using (mentor_id) where x.person_id = a.person_id and y.person_id = b.person_id)
      )) as place
    from help_request h join attempt a on a.id = h.attempt_id
    where h.attempt_id = ${attemptId} and h.state = 'waiting'`);
  return new Map(rows.map(({ id, place }) => [id, place]));
}

/** Undefined when the task has an open one already. The attempt is locked. */
export async function insertHelp(
  tx: Transaction,
  row: Pick<HelpRow, 'attemptId' | 'taskId' | 'question' | 'context' | 'askedAt'>,
): Promise<HelpRow | undefined> {
  const [inserted] = await tx
    .insert(helpRequest)
    .values({ ...row, state: 'waiting' })
    .onConflictDoNothing()
    .returning();
  if (inserted) await announceHelp(tx, row.attemptId);
  return inserted;
}

/** Changes it and tells the pages that show it, the mentors' queue, and those whose place it may have moved. The attempt is locked. */
export async function changeHelp(
  tx: Transaction,
  { id, attemptId }: Pick<HelpRow, 'id' | 'attemptId'>,
  change: Partial<Pick<HelpRow, 'state' | 'mentorId' | 'takenAt' | 'answer' | 'answeredAt' | 'endedAt'>>,
): Promise<void> {
  await tx.update(helpRequest).set(change).where(eq(helpRequest.id, id));
  await announceHelp(tx, attemptId);
}

/** Whether a task has a question that is open. */
export async function hasOpenHelp(db: Queryable, attemptId: string, taskId: string): Promise<boolean> {
  const of = and(eq(helpRequest.attemptId, attemptId), eq(helpRequest.taskId, taskId));
  return (await db.$count(helpRequest, and(of, isOpen))) > 0;
}

export async function countOpenHelp(db: Queryable, attemptId: string): Promise<number> {
  return db.$count(helpRequest, and(eq(helpRequest.attemptId, attemptId), isOpen));
}

/** Of others only the place can have changed: their revision stays, which pages take as they take a newer one. */
async function announceHelp(tx: Transaction, attemptId: string): Promise<void> {
  await changeAttempt(tx, attemptId);
  await notifyChange(tx, { kind: 'help' });
  const waiting = await tx
    .selectDistinct({ id: helpRequest.attemptId })
    .from(helpRequest)
    .where(eq(helpRequest.state, 'waiting'));
  for (const other of waiting) {
    if (other.id !== attemptId) await notifyChange(tx, { kind: 'attempt', attemptId: other.id });
  }
}
