import { findAttempt } from '@springboard/db/repositories/attempts.ts';
import { findFollow, type NamedFollow } from '@springboard/db/repositories/follows.ts';
import { mayStill } from '../access.ts';
import type { TerminalContext } from '../context.ts';
import { presentFollows } from './view.ts';

/** Who may be in the terminals of an attempt besides its learner, and which of them types instead of the learner. */
export interface Sharing {
  /** Ids of the follows that hold, with the mentors' names. */
  readonly follows: ReadonlyMap<string, string>;
  /** Id of the follow whose mentor has taken over. */
  readonly typist: string | null;
}

/** How the terminals of an attempt are shared now; mentors who have lost the right are not in it, whatever was agreed. */
export async function sharingOf(
  ctx: Pick<TerminalContext, 'db' | 'clock'>,
  attemptId: string,
): Promise<Sharing> {
  const attempt = await findAttempt(ctx.db, attemptId);
  const present = attempt ? await presentFollows(ctx.db, attempt, ctx.clock()) : [];
  const allowed: NamedFollow[] = [];
  for (const follow of present) {
    if (follow.state === 'following' && (await mayStill(ctx.db, follow.mentorId, 'terminal.any.follow')))
      allowed.push(follow);
  }
  return {
    follows: new Map(allowed.map(({ id, mentorName }) => [id, mentorName])),
    typist: allowed.find(({ takeover }) => takeover === 'held')?.id ?? null,
  };
}

/** The mentor's name while the follow holds, is theirs, and they have the right; undefined otherwise. */
export async function mentorFollowing(
  ctx: Pick<TerminalContext, 'db' | 'clock'>,
  followId: string,
  mentorId: string,
): Promise<string | undefined> {
  const follow = await findFollow(ctx.db, followId);
  if (follow?.mentorId !== mentorId) return undefined;
  return (await sharingOf(ctx, follow.attemptId)).follows.get(followId);
}
