import { and, asc, eq, exists, gte, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable } from '../client.ts';
import { attempt, submission } from '../schema/attempts.ts';
import { labVersion } from '../schema/labs.ts';
import type { AttemptRow } from './attempts.ts';

/** An attempt and the hash of the lab's files that it was done with. */
export interface AttemptOfVersion {
  readonly attempt: AttemptRow;
  readonly hash: string;
}

/**
 * Attempts of these people in which something may have happened in a time, the first first and without previews; at most `limit`, after the one
 * with the id `after`.
 */
export async function listAttemptsOfTime(
  db: Queryable,
  people: readonly string[],
  time: { readonly since: Date | undefined; readonly until: Date | undefined },
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<AttemptOfVersion[]> {
  if (people.length === 0) return [];
  const { since, until } = time;
  const reviewedSince = (from: Date) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(submission)
        .where(and(eq(submission.attemptId, attempt.id), gte(submission.reviewedAt, from))),
    );
  return db
    .select({ attempt, hash: labVersion.hash })
    .from(attempt)
    .innerJoin(labVersion, eq(labVersion.id, attempt.labVersionId))
    .where(
      and(
        inArray(attempt.personId, [...people]),
        eq(attempt.preview, false),
        until === undefined ? undefined : lt(attempt.startedAt, until),
        since === undefined
          ? undefined
          : or(isNull(attempt.finishedAt), gte(attempt.finishedAt, since), reviewedSince(since)),
        after === undefined
          ? undefined
          : sql`(${attempt.startedAt}, ${attempt.id}) > (select b.started_at, b.id from attempt b where b.id = ${after})`,
      ),
    )
    .orderBy(asc(attempt.startedAt), asc(attempt.id))
    .limit(limit);
}

/** Work whose points stand, and since when. */
export interface AcceptedRow {
  readonly attemptId: string;
  readonly taskId: string;
  readonly points: number;
  readonly reviewedAt: Date;
}

export async function listAccepted(db: Queryable, attemptIds: readonly string[]): Promise<AcceptedRow[]> {
  if (attemptIds.length === 0) return [];
  const { attemptId, taskId, points, reviewedAt, state } = submission;
  const rows = await db
    .select({ attemptId, taskId, points, reviewedAt })
    .from(submission)
    .where(and(inArray(attemptId, [...attemptIds]), eq(state, 'reviewed'), isNotNull(reviewedAt)));
  return rows.map((row) => ({
    ...row,
    points: row.points ?? 0,
    reviewedAt: row.reviewedAt ?? new Date(0),
  }));
}

/**
 * How long an environment of each of these attempts was ready, in milliseconds, until the attempt ended: pauses and what came after are not in it. Of
 * attempts that go on, and of those that never had one, there is none.
 */
export async function listReadyTimes(
  db: Queryable,
  attemptIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (attemptIds.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; ms: number }>(sql`
    select a.id, sum(t.ms)::float8 as ms
    from attempt a
    join environment_of_attempt o on o.attempt_id = a.id
    join environment v on v.id = o.environment_id
    cross join lateral (
      select coalesce(sum(greatest(0, extract(epoch from
          least(e.at, a.finished_at) - (e.at - e.duration_ms * interval '1 millisecond')) * 1000
        )) filter (where e.from_state = 'ready'), 0)
        + case when v.state = 'ready'
            then greatest(0, extract(epoch from a.finished_at - max(e.at)) * 1000) else 0 end as ms
      from environment_event e where e.environment_id = v.id and e.kind = 'state'
    ) t
    where a.id = any(${sql.param([...attemptIds])}::uuid[]) and a.finished_at is not null
    group by a.id`);
  return new Map(rows.map(({ id, ms }) => [id, ms]));
}
