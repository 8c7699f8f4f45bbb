import { RunEvidence, TimelineView } from '@springboard/contracts/timeline.ts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request, whileItRests } from './client.ts';

/** One that goes on is asked for again so often, in ms. */
export const timelineEveryMs = 15_000;

/** Everything that happened in an attempt; of many runs of a check in a short time one item. */
export function timelineQuery(attemptId: string) {
  return queryOptions({
    queryKey: ['timeline', attemptId],
    queryFn: ({ signal }) => request(`/attempts/${attemptId}/timeline`, TimelineView, { signal }),
    refetchInterval: (query) =>
      query.state.data?.attempt.state === 'active' ? timelineEveryMs : whileItRests(query),
  });
}

/** The same of a range, in ms since the epoch, as finely as it can be had. */
export function timelineRangeQuery(
  attemptId: string,
  range: { readonly from: number; readonly until: number },
) {
  const from = new Date(range.from).toISOString();
  const until = new Date(range.until).toISOString();
  return queryOptions({
    queryKey: ['timeline', attemptId, from, until],
    queryFn: ({ signal }) =>
      request(`/attempts/${attemptId}/timeline?${new URLSearchParams({ from, until })}`, TimelineView, {
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: timelineEveryMs,
  });
}

/** What one run of a check stands on. */
export function runEvidenceQuery(attemptId: string, runId: number) {
  return queryOptions({
    queryKey: ['timeline', attemptId, 'run', runId],
    queryFn: ({ signal }) =>
      request(`/attempts/${attemptId}/timeline/runs/${runId}`, RunEvidence, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
