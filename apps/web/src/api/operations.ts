import { PersonView } from '@springboard/contracts/people.ts';
import { SystemView } from '@springboard/contracts/system.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => request('/people', z.array(PersonView), { signal }),
});

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => request('/system', SystemView, { signal }),
  refetchInterval: 5000,
});
