import { and, asc, desc, eq, exists, inArray, isNull, ne, notExists, or, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Queryable, Transaction } from '../client.ts';
import { attempt, submission } from '../schema/attempts.ts';
import { person } from '../schema/people.ts';
import { submissionReview } from '../schema/reviews.ts';
import type { SubmissionRow } from './submissions.ts';
import { isOf, type Whose } from './whose.ts';

export type VersionKey = Pick<SubmissionRow, 'attemptId' | 'taskId' | 'version'>;

const isVersion = ({ attemptId, taskId, version }: VersionKey) =>
  and(eq(submission.attemptId, attemptId), eq(submission.taskId, taskId), eq(submission.version, version));

/** Stores what somebody said of a version, of which they had said nothing. The attempt is locked. */
export async function insertReview(
  tx: Transaction,
  review: typeof submissionReview.$inferSelect,
): Promise<void> {
  await tx.insert(submissionReview).values(review);
}

/** Keeps what the reviews of a version have come to, the last one by `reviewerId`. Who else is at it stays so while it waits for them. */
export async function setOutcome(
  tx: Transaction,
  key: VersionKey,
  outcome: Pick<SubmissionRow, 'state' | 'points' | 'reviewedAt'>,
  reviewerId: string,
): Promise<void> {
  await tx.update(submission).set(outcome).where(isVersion(key));
  const isOver = outcome.state === 'handed_in' ? eq(submission.takenBy, reviewerId) : undefined;
  await tx
    .update(submission)
    .set({ takenBy: null, takenAt: null })
    .where(and(isVersion(key), isOver));
}

/** Keeps who is at a version; null: nobody. */
export async function setTaken(
  tx: Queryable,
  key: VersionKey,
  taken: { readonly by: string; readonly at: Date } | null,
): Promise<void> {
  await tx
    .update(submission)
    .set({ takenBy: taken?.by ?? null, takenAt: taken?.at ?? null })
    .where(isVersion(key));
}

/** Somebody leaves, or reviews no more: what they had taken is there for others. */
export async function giveBackTaken(tx: Queryable, personId: string): Promise<void> {
  await tx.update(submission).set({ takenBy: null, takenAt: null }).where(eq(submission.takenBy, personId));
}

/** Reviews of the version that a query is at, as far as `which` holds. */
export function saidOf(db: Queryable, which: SQL) {
  return db
    .select({ one: sql`1` })
    .from(submissionReview)
    .where(
      and(
        eq(submissionReview.attemptId, submission.attemptId),
        eq(submissionReview.taskId, submission.taskId),
        eq(submissionReview.version, submission.version),
        which,
      ),
    );
}

/** Whose work a queue shows: as a mentor or a manager of whom; as a peer of which labs. */
export interface QueueOf {
  readonly reviewerId: string;
  readonly whose: Whose | null;
  readonly slugs: readonly string[];
}

/**
 * What waits for a review of this person, the oldest first, or what was reviewed (as a peer: by them), the latest first. Never their own work,
 * and no previews.
 */
export async function listForReview(db: Queryable, by: QueueOf, state: 'open' | 'done', limit: number) {
  const taker = alias(person, 'taker');
  const said = saidOf(db, eq(submissionReview.reviewerId, by.reviewerId));
  const asSenior = by.whose === null ? sql`false` : (isOf(db, attempt.personId, by.whose) ?? sql`true`);
  const asPeer = and(
    eq(submission.peers, true),
    by.slugs.length === 0 ? sql`false` : inArray(attempt.slug, [...by.slugs]),
    // Of two reviewers one at most is a peer.
    notExists(saidOf(db, eq(submissionReview.peer, true))),
  );
  const waits = and(eq(submission.state, 'handed_in'), notExists(said), or(asSenior, asPeer));
  const done = and(
    or(ne(submission.state, 'handed_in'), exists(said)),
    or(asSenior, and(eq(submission.peers, true), exists(said))),
  );
  const asked = db
    .select({
      submission,
      attempt,
      person: person.name,
      taker: taker.name,
      asPeer: sql<boolean>`not (${asSenior})`,
    })
    .from(submission)
    .innerJoin(attempt, eq(attempt.id, submission.attemptId))
    .innerJoin(person, eq(person.id, attempt.personId))
    .leftJoin(taker, eq(taker.id, submission.takenBy))
    .where(
      and(
        state === 'open' ? waits : done,
        eq(attempt.preview, false),
        ne(attempt.personId, by.reviewerId),
        ne(attempt.state, 'abandoned'),
      ),
    )
    .limit(limit)
    .$dynamic();
  if (state === 'open') return asked.orderBy(asc(submission.handedInAt));
  // By the index of reviews from the latest on, until there are enough. What was given back when its writer left was looked at by nobody, and has none.
  const last = alias(submissionReview, 'last');
  const later = alias(submissionReview, 'later');
  const hasLater = db
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.attemptId, last.attemptId),
        eq(later.taskId, last.taskId),
        eq(later.version, last.version),
        sql`(${later.at}, ${later.reviewerId}) > (${last.at}, ${last.reviewerId})`,
      ),
    );
  return asked
    .innerJoin(
      last,
      and(
        eq(last.attemptId, submission.attemptId),
        eq(last.taskId, submission.taskId),
        eq(last.version, submission.version),
        notExists(hasLater),
      ),
    )
    .orderBy(desc(last.at));
}

/** Labs of which work waits that peers may review. */
export async function listPeerSlugs(db: Queryable): Promise<string[]> {
  const rows = await db
    .selectDistinct({ slug: attempt.slug })
    .from(submission)
    .innerJoin(attempt, eq(attempt.id, submission.attemptId))
    .where(and(eq(submission.peers, true), eq(submission.state, 'handed_in')));
  return rows.map(({ slug }) => slug);
}

/** Whether somebody has reviewed work as a peer. */
export async function hasReviewedAsPeer(db: Queryable, personId: string): Promise<boolean> {
  const { peer, reviewerId } = submissionReview;
  const [row] = await db
    .select({ peer })
    .from(submissionReview)
    .where(and(eq(reviewerId, personId), eq(peer, true)))
    .limit(1);
  return row !== undefined;
}

/** Who could be asked as a peer: everybody here who finished an attempt at the lab, whoever did so last first. */
export async function listFinishers(db: Queryable, slug: string, but: string): Promise<string[]> {
  const last = sql`max(${attempt.finishedAt})`;
  const rows = await db
    .select({ id: person.id })
    .from(attempt)
    .innerJoin(person, eq(person.id, attempt.personId))
    .where(
      and(
        eq(attempt.slug, slug),
        eq(attempt.state, 'finished'),
        eq(attempt.preview, false),
        ne(person.id, but),
        isNull(person.deactivatedAt),
      ),
    )
    .groupBy(person.id)
    .orderBy(desc(last), asc(person.id));
  return rows.map(({ id }) => id);
}
