import { openHelpStates } from '@springboard/contracts/help.ts';
import { and, count, eq, gte, inArray, isNull, lt, min, ne, notExists, or, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt, submission } from '../schema/attempts.ts';
import { helpRequest } from '../schema/help.ts';
import { notice } from '../schema/notices.ts';
import { person, personRole } from '../schema/people.ts';
import { submissionReview } from '../schema/reviews.ts';
import { anyOf } from './any-of.ts';
import { saidOf } from './reviews.ts';

/** Somebody in a team, as who looks after them sees it. */
interface LookedAfterRow {
  readonly teamId: string;
  readonly team: string;
  readonly id: string;
  readonly name: string;
}

/** People in teams whom somebody manages, or mentors there, by team and name: of a team that they manage everybody. Who has left is not in it. */
export async function listLookedAfter(db: Queryable, seniorId: string): Promise<LookedAfterRow[]> {
  const { rows } = await db.execute<LookedAfterRow & Record<string, unknown>>(sql`
    select t.id as "teamId", t.name as team, p.id, p.name
    from team t
    join team_member m on m.team_id = t.id
    join person p on p.id = m.person_id and p.deactivated_at is null
    where (t.manager_id = ${seniorId} and exists (
        select from person_role r where r.person_id = ${seniorId} and r.role = 'manager'))
      or (coalesce(m.mentor_id, t.mentor_id) = ${seniorId} and p.id <> ${seniorId} and exists (
        select from person_role r where r.person_id = ${seniorId} and r.role = 'mentor'))
    order by t.name, t.id, p.name, p.id`);
  return rows;
}

/** Who holds a role that looks after people, and has not left. */
export async function listSeniors(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: person.id })
    .from(person)
    .innerJoin(personRole, eq(personRole.personId, person.id))
    .where(and(isNull(person.deactivatedAt), inArray(personRole.role, ['manager', 'mentor'])))
    .orderBy(person.id);
  return rows.map(({ id }) => id);
}

/** Which of these people were told of one thing already. */
export async function listTold(
  db: Queryable,
  people: readonly string[],
  of: Pick<typeof notice.$inferSelect, 'kind' | 'about'>,
): Promise<ReadonlySet<string>> {
  if (people.length === 0) return new Set();
  const rows = await db
    .select({ personId: notice.personId })
    .from(notice)
    .where(and(inArray(notice.personId, [...people]), eq(notice.kind, of.kind), eq(notice.about, of.about)));
  return new Set(rows.map(({ personId }) => personId));
}

export interface WaitingRow {
  readonly count: number;
  readonly oldestAt: Date | null;
}

/** Work of these people that waits for a review by somebody, by whose it is, as their queue has it: not their own, and none of what was given up. */
export async function countWaitingWork(
  db: Queryable,
  people: readonly string[],
  reviewerId: string,
): Promise<ReadonlyMap<string, WaitingRow>> {
  if (people.length === 0) return new Map();
  const { personId } = attempt;
  const rows = await db
    .select({ personId, count: count(), oldestAt: min(submission.handedInAt) })
    .from(submission)
    .innerJoin(attempt, eq(attempt.id, submission.attemptId))
    .where(
      and(
        eq(submission.state, 'handed_in'),
        eq(attempt.preview, false),
        anyOf(personId, people),
        ne(personId, reviewerId),
        ne(attempt.state, 'abandoned'),
        // What they have reviewed waits for a second one, not for them.
        notExists(saidOf(db, eq(submissionReview.reviewerId, reviewerId))),
      ),
    )
    .groupBy(personId);
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Questions of somebody: how many were asked in a time, and those that nobody has answered yet. */
export interface QuestionsRow {
  readonly asked: number;
  readonly open: WaitingRow;
}

/** Questions of these people by whose they are; what was taken back does not count. */
export async function countQuestions(
  db: Queryable,
  people: readonly string[],
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<ReadonlyMap<string, QuestionsRow>> {
  if (people.length === 0) return new Map();
  const { askedAt, state } = helpRequest;
  const { personId } = attempt;
  const isOpen = inArray(state, [...openHelpStates]);
  const inTime = and(gte(askedAt, from), lt(askedAt, until));
  const rows = await db
    .select({
      personId,
      asked: sql<number>`count(*) filter (where ${inTime})::int`,
      count: sql<number>`count(*) filter (where ${isOpen})::int`,
      oldestAt: sql<Date | null>`min(${askedAt}) filter (where ${isOpen})`.mapWith(askedAt),
    })
    .from(helpRequest)
    .innerJoin(attempt, eq(attempt.id, helpRequest.attemptId))
    .where(
      and(anyOf(personId, people), eq(attempt.preview, false), ne(state, 'withdrawn'), or(isOpen, inTime)),
    )
    .groupBy(personId);
  return new Map(rows.map(({ personId, asked, ...open }) => [personId, { asked, open }]));
}
