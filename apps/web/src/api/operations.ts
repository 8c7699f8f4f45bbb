import { SystemView } from '@springboard/contracts/system.ts';
import { queryOptions } from '@tanstack/react-query';
import { request } from './client.ts';

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => request('/system', SystemView, { signal }),
  refetchInterval: 5000,
});
