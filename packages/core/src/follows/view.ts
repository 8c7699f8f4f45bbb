import type { FollowView, OpenFollowState } from '@springboard/contracts/follows.ts';
import type { Queryable } from '@springboard/db/client.ts';
import type { AttemptRow } from '@springboard/db/repositories/attempts.ts';
import { type FollowRow, listFollows, type NamedFollow } from '@springboard/db/repositories/follows.ts';

/** What holds now between an attempt and mentors; nothing once the attempt is over, or has another environment. */
export async function presentFollows(
  db: Queryable,
  { id, state, environmentId }: Pick<AttemptRow, 'id' | 'state' | 'environmentId'>,
  now: Date,
): Promise<NamedFollow[]> {
  if (state !== 'active' || environmentId === null) return [];
  return listFollows(db, { attemptId: id, environmentId, now });
}

/** Whether it holds at `now` in the attempt as it is. */
export function holds(
  follow: FollowRow,
  attempt: Pick<AttemptRow, 'state' | 'environmentId'>,
  now: Date,
): boolean {
  return (
    follow.endedAt === null &&
    (follow.until === null || follow.until > now) &&
    attempt.state === 'active' &&
    attempt.environmentId === follow.environmentId
  );
}

export function viewFollow(follow: NamedFollow): FollowView {
  return {
    id: follow.id,
    mentor: { id: follow.mentorId, name: follow.mentorName },
    // What is listed has not ended.
    state: follow.state as OpenFollowState,
    reach: follow.reach,
    takeover: follow.takeover,
    askedAt: follow.askedAt.toISOString(),
    until: follow.until?.toISOString() ?? null,
  };
}
