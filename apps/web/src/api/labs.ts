import { LabDetail, LabSummary } from '@springboard/contracts/labs.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

/** The catalogue. While an image is being built it is asked again every 3 s, so that progress moves. */
export const labsQuery = queryOptions({
  queryKey: ['labs'],
  queryFn: ({ signal }) => request('/labs', z.array(LabSummary), { signal }),
  refetchInterval: (query) =>
    query.state.data?.some((lab) => lab.availability.status !== 'available') === true ? 3000 : false,
});

/** One lab as its page shows it. */
export function labQuery(slug: string) {
  return queryOptions({
    queryKey: ['labs', slug],
    queryFn: ({ signal }) => request(`/labs/${slug}`, LabDetail, { signal }),
    refetchInterval: (query) =>
      query.state.data !== undefined && query.state.data.availability.status !== 'available' ? 3000 : false,
  });
}
