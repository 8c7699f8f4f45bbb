import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { FollowView } from '@springboard/contracts/follows.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../../api/session.ts';
import { usePresentFollows } from './use-present-follows.ts';

/** How what I asked for ended, when it was not I who ended it. */
export type FollowEnd = 'refused' | 'lapsed' | 'stopped';

export interface MyFollow {
  /** What I asked for or was allowed; undefined when there is nothing. */
  readonly follow: FollowView | undefined;
  readonly end: FollowEnd | null;
  /** Other mentors who watch. */
  readonly others: readonly FollowView[];
}

/** For a mentor: their own follow of an attempt, and how the last one ended while this page was open. */
export function useMyFollow(attempt: AttemptView): MyFollow {
  const me = useQuery(meQuery).data?.id;
  const present = usePresentFollows(attempt);
  const follow = present.find(({ mentor }) => mentor.id === me);
  const others = present.filter(({ mentor, state }) => mentor.id !== me && state === 'following');
  const [seen, setSeen] = useState(follow);
  const [end, setEnd] = useState<FollowEnd | null>(null);
  if (seen?.id !== follow?.id || seen?.state !== follow?.state) {
    setSeen(follow);
    setEnd(follow === undefined && seen !== undefined ? endOf(seen) : null);
  }
  return { follow, end, others };
}

/** What is gone was asked for until then, or allowed until then. */
function endOf({ state, until }: FollowView): FollowEnd {
  if (until !== null && Date.parse(until) <= Date.now()) return 'lapsed';
  return state === 'asked' ? 'refused' : 'stopped';
}
