import { MeView } from '@springboard/contracts/people.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { SignedOut } from '@springboard/contracts/sign-in.ts';
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

/** Answers where this window has to go on to, to sign out at the company's provider, too; null: nowhere. */
export async function signOut(): Promise<string | null> {
  return (await request('/sign-out', SignedOut, { method: 'POST' })).continueAt;
}

/** Whether the person may do one of these. The server decides; this only hides what would be refused. */
export function useMay(...permissions: readonly Permission[]): boolean {
  const { data } = useQuery(meQuery);
  return permissions.some((permission) => data?.permissions.includes(permission) ?? false);
}
