import { AuditEventView, AuditFilter } from '@springboard/contracts/audit.ts';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

/** The filter as the page's address holds it; what cannot be taken is left out. */
export const AuditSearch = z.object(
  Object.fromEntries(
    Object.entries(AuditFilter.shape).map(([name, schema]) => [name, schema.catch(undefined)]),
  ) as { [K in keyof typeof AuditFilter.shape]: z.ZodCatch<(typeof AuditFilter.shape)[K]> },
);

/** Lines of a page; one that is not full is the last. */
export const auditPageLines = 100;

/** The record, newest first, page by page. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => {
      const asked = parametersOf(filter);
      asked.set('limit', String(auditPageLines));
      if (pageParam !== null) asked.set('before', String(pageParam));
      return request(`/audit?${asked}`, z.array(AuditEventView), { signal });
    },
    initialPageParam: null as number | null,
    getNextPageParam: (page) => (page.length < auditPageLines ? undefined : page.at(-1)?.id),
    placeholderData: keepPreviousData,
  });
}

/** Every action that there are lines of. */
export const auditActionsQuery = queryOptions({
  queryKey: ['audit', 'actions'],
  queryFn: ({ signal }) => request('/audit/actions', z.array(z.string()), { signal }),
  staleTime: 60_000,
});

/** Where what a filter leaves is downloaded. */
export function auditFile(filter: AuditFilter, ending: 'csv' | 'jsonl'): string {
  const asked = parametersOf(filter).toString();
  return `/api/audit.${ending}${asked === '' ? '' : `?${asked}`}`;
}

function parametersOf(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filter).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  );
}
