import { OwnPasswordView, ProviderSignIn, SignInOffer } from '@springboard/contracts/sign-in.ts';
import { queryOptions } from '@tanstack/react-query';
import { request, requestNothing, whileItRests } from './client.ts';

/** The ways to sign in that there are. */
export const signInOfferQuery = queryOptions({
  queryKey: ['sign-in-offer'],
  queryFn: ({ signal }) => request('/sign-in', SignInOffer, { signal }),
  staleTime: 5 * 60_000,
  refetchInterval: whileItRests,
});

export function signInWithPassword(given: { email: string; password: string }): Promise<void> {
  return requestNothing('/sign-in/password', { method: 'POST', body: given });
}

/** Begins to sign in by the company's provider; answers the address there, to which this window has to go. */
export async function beginProviderSignIn(): Promise<string> {
  return (await request('/sign-in/provider', ProviderSignIn, { method: 'POST' })).url;
}

/** Whether the person has a password, and what it takes to change it. */
export const ownPasswordQuery = queryOptions({
  queryKey: ['own-password'],
  queryFn: ({ signal }) => request('/me/password', OwnPasswordView, { signal }),
});

export function setPassword(given: { old: string | null; password: string }): Promise<void> {
  return requestNothing('/me/password', { method: 'PUT', body: given });
}
