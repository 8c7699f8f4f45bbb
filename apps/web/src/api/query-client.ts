import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError, isPassing } from './client.ts';
import { meQuery } from './session.ts';

/** Retries only what may pass by itself; an ended session is noticed wherever it shows and leads to the sign-in page. */
export function createAppQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ApiError && error.code === 'not-signed-in' && query.queryKey[0] !== 'me') {
          void client.invalidateQueries({ queryKey: meQuery.queryKey });
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
        retryDelay: (failures) => 500 * 2 ** failures,
      },
    },
  });
  return client;
}
