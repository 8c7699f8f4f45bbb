import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { FollowView } from '@springboard/contracts/follows.ts';
import { useNow } from '@springboard/ui/use-now.ts';

/** What holds now: a request that lapses and a follow whose time is over are told by nobody. */
export function usePresentFollows({ follows }: AttemptView): readonly FollowView[] {
  const now = useNow(5000);
  return follows.filter(({ until }) => until === null || Date.parse(until) > now);
}

/** Name of the mentor who types in the learner's place now; undefined when the learner's keys are their own. */
export function useTypist(attempt: AttemptView): string | undefined {
  return usePresentFollows(attempt).find(({ takeover }) => takeover === 'held')?.mentor.name;
}
