import { SessionView } from '@springboard/contracts/people.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing } from './client.ts';

/** The browsers in which the person is signed in. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => request('/sessions', z.array(SessionView), { signal }),
});

export function endSession(id: string): Promise<void> {
  return requestNothing(`/sessions/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Ends this session, too. */
export function endAllSessions(): Promise<void> {
  return requestNothing('/sessions', { method: 'DELETE' });
}
