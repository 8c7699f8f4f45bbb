import { WeeklySummary } from '@springboard/contracts/weekly-summary.ts';
import { queryOptions } from '@tanstack/react-query';
import { request, whileItRests } from './client.ts';

/** The week so far of the teams that the person looks after. */
export const weeklySummaryQuery = queryOptions({
  queryKey: ['weekly-summary'],
  queryFn: ({ signal }) => request('/weekly-summary', WeeklySummary, { signal }),
  refetchInterval: whileItRests,
});
