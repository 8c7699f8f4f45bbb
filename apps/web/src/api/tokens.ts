import { ApiTokenView, CreateApiToken, CreatedApiToken } from '@springboard/contracts/people.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing } from './client.ts';

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => request('/tokens', z.array(ApiTokenView), { signal }),
});

/** The answer holds the secret, which the server never shows again. */
export function createToken(
  token: z.input<typeof CreateApiToken>,
): Promise<z.output<typeof CreatedApiToken>> {
  return request('/tokens', CreatedApiToken, { method: 'POST', body: CreateApiToken.parse(token) });
}

export function revokeToken(id: string): Promise<void> {
  return requestNothing(`/tokens/${id}`, { method: 'DELETE' });
}
