import type { ReviewDecision, SubmissionState } from '@springboard/contracts/submissions.ts';

interface Said {
  readonly decision: ReviewDecision;
  readonly points: number;
  readonly peer: boolean;
}

/** What the reviews of a version come to. */
export interface Outcome {
  readonly state: SubmissionState;
  /** Null while it waits. */
  readonly points: number | null;
}

/**
 * A version is returned as soon as one of its reviewers returns it, and its points stand once `reviewers` people have accepted it: the lowest of
 * what they gave, so that a path's pass mark is one that each of them saw reached. Of several one at least is a mentor or a manager. Where one
 * is enough, what a mentor says takes the place of what a peer said.
 */
export function outcomeOf(said: readonly Said[], reviewers: number): Outcome {
  const seniors = said.filter(({ peer }) => !peer);
  const counted = reviewers === 1 && seniors.length > 0 ? seniors : said;
  const returned = counted.find(({ decision }) => decision === 'return');
  if (returned) return { state: 'returned', points: returned.points };
  const enough = counted.length >= reviewers && (reviewers === 1 || seniors.length > 0);
  if (!enough || counted.length === 0) return { state: 'handed_in', points: null };
  return { state: 'reviewed', points: Math.min(...counted.map(({ points }) => points)) };
}

/** What is known of a version for who may review it. */
export interface Reviewable {
  readonly state: SubmissionState;
  readonly reviewers: number;
  readonly reviews: readonly { readonly peer: boolean; readonly reviewerId: string }[];
}

/**
 * Whether somebody may review the version: it waits, and they have not said anything of it yet; or only peers have let its points stand,
 * and a mentor looks at it, too. A second peer leaves the place of two for a mentor.
 */
export function mayReview(
  version: Reviewable,
  by: { readonly personId: string; readonly peer: boolean },
): boolean {
  const { state, reviewers, reviews } = version;
  if (reviews.some(({ reviewerId }) => reviewerId === by.personId)) return false;
  if (state === 'handed_in') return !(by.peer && reviews.some(({ peer }) => peer));
  return state === 'reviewed' && reviewers === 1 && !by.peer && reviews.every(({ peer }) => peer);
}
