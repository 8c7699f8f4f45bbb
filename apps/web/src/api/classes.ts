import {
  type ClassInput,
  ClassPerson,
  ClassSummary,
  ClassView,
  MyClass,
} from '@springboard/contracts/classes.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing, whileItRests } from './client.ts';
import type { VisibleEvents } from './use-visible-events.ts';

/** Everything of classes, for what changes any of it. */
export const classesKey = ['classes'] as const;

/** A page that lists my classes asks so often whether one has begun, in ms: nobody waits in front of it for long. */
const myClassesEveryMs = 15_000;

/** Classes that I planned, or as a mentor all. */
export const classesQuery = queryOptions({
  queryKey: [...classesKey, 'all'],
  queryFn: ({ signal }) => request('/classes', z.array(ClassSummary), { signal }),
  refetchInterval: whileItRests,
});

/** People whom I can ask into one. */
export const classPeopleQuery = queryOptions({
  queryKey: [...classesKey, 'people'],
  queryFn: ({ signal }) => request('/class-people', z.array(ClassPerson), { signal }),
});

/** Classes that I am in and that have not ended. */
export const myClassesQuery = queryOptions({
  queryKey: [...classesKey, 'mine'],
  queryFn: ({ signal }) => request('/me/classes', z.array(MyClass), { signal }),
  refetchInterval: myClassesEveryMs,
});

export function classQuery(id: string) {
  return queryOptions({
    queryKey: [...classesKey, 'one', id],
    queryFn: ({ signal }) => request(`/classes/${id}`, ClassView, { signal }),
  });
}

/** The same, live. */
export function classEvents(id: string): VisibleEvents {
  return {
    url: `/api/classes/${id}/events`,
    event: 'class',
    schema: ClassView,
    query: {
      queryKey: classQuery(id).queryKey,
      queryFn: ({ signal }) => request(`/classes/${id}`, ClassView, { signal }),
    },
  };
}

export function planClass(input: ClassInput): Promise<{ id: string }> {
  return request('/classes', z.object({ id: z.uuid() }), { method: 'POST', body: input });
}

export function changeClass(id: string, input: ClassInput): Promise<void> {
  return requestNothing(`/classes/${id}`, { method: 'PUT', body: input });
}

/** Takes away one that has not begun. */
export function cancelClass(id: string): Promise<void> {
  return requestNothing(`/classes/${id}`, { method: 'DELETE' });
}

/** Starts a planned one now; of an open one, tries again for whom no attempt could be started. */
export function startClass(id: string): Promise<void> {
  return requestNothing(`/classes/${id}/start`, { method: 'POST' });
}

export function endClass(id: string): Promise<void> {
  return requestNothing(`/classes/${id}/end`, { method: 'POST' });
}

/** Says something to all who are in it. */
export function sayToClass(id: string, text: string): Promise<void> {
  return requestNothing(`/classes/${id}/messages`, { method: 'POST', body: { text } });
}
