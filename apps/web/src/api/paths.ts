import {
  type AssignPath,
  type MoveDue,
  PathAssignmentView,
  PathChoices,
  PathView,
  PersonPathsView,
  ReadingView,
} from '@springboard/contracts/paths.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing, whileItRests } from './client.ts';

/** Everything of paths, for what changes any of it. */
export const pathsKey = ['paths'] as const;

const personPath = (id: string) => `/people/${encodeURIComponent(id)}`;
const readingPath = (path: string, item: string) =>
  `/paths/${encodeURIComponent(path)}/readings/${encodeURIComponent(item)}`;

/** Paths of the person who asks. */
export const myPathsQuery = queryOptions({
  queryKey: [...pathsKey, 'mine'],
  queryFn: ({ signal }) => request('/me/paths', z.array(PathView), { signal }),
  refetchInterval: whileItRests,
});

export function personPathsQuery(id: string) {
  return queryOptions({
    queryKey: [...pathsKey, 'of', id],
    queryFn: ({ signal }) => request(`${personPath(id)}/paths`, PersonPathsView, { signal }),
  });
}

/** Everybody who is on a path. */
export const pathAssignmentsQuery = queryOptions({
  queryKey: [...pathsKey, 'assignments'],
  queryFn: ({ signal }) => request('/path-assignments', z.array(PathAssignmentView), { signal }),
});

/** What can be assigned, and to whom. */
export const pathChoicesQuery = queryOptions({
  queryKey: [...pathsKey, 'choices'],
  queryFn: ({ signal }) => request('/paths', PathChoices, { signal }),
});

export function readingQuery(path: string, item: string) {
  return queryOptions({
    queryKey: [...pathsKey, 'reading', path, item],
    queryFn: ({ signal }) => request(readingPath(path, item), ReadingView, { signal }),
  });
}

export function assignPath(input: AssignPath): Promise<void> {
  return requestNothing('/path-assignments', { method: 'POST', body: input });
}

/** Ends an assignment; results are kept. */
export function endPath(assignmentId: string): Promise<void> {
  return requestNothing(`/path-assignments/${assignmentId}`, { method: 'DELETE' });
}

export function moveDue(personId: string, input: MoveDue): Promise<void> {
  return requestNothing(`${personPath(personId)}/path-due`, { method: 'PUT', body: input });
}

/** Notes that the person has read it, or takes that back. */
export function markReading(path: string, item: string, read: boolean): Promise<void> {
  return requestNothing(readingPath(path, item), { method: 'PUT', body: { read } });
}
