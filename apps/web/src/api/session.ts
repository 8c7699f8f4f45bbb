import { MeView } from '@springboard/contracts/people.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { request, requestNothing, whileItRests } from './client.ts';

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => request('/me', MeView, { signal }),
  staleTime: 5 * 60_000,
  refetchInterval: whileItRests,
});

/** Exchanges the token of a one-time link for a session cookie. */
export function signIn(token: string): Promise<void> {
  return requestNothing('/sign-in', { method: 'POST', body: { token } });
}

export function signOut(): Promise<void> {
  return requestNothing('/sign-out', { method: 'POST' });
}

/** Whether the person may do one of these. The server decides; this only hides what would be refused. */
export function useMay(...permissions: readonly Permission[]): boolean {
  const { data } = useQuery(meQuery);
  return permissions.some((permission) => data?.permissions.includes(permission) ?? false);
}
