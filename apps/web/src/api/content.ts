import { ContentSyncRequest, ContentView } from '@springboard/contracts/content.ts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isPassing, request } from './client.ts';
import { followEvents, type LiveState } from './live.ts';

export const contentQuery = queryOptions({
  queryKey: ['content'],
  queryFn: ({ signal }) => request('/content', ContentView, { signal }),
});

export const syncContent = () => request('/content/sync', ContentSyncRequest, { method: 'POST' });

/** Keeps what is known of the content current by server-sent events. */
export function useContentEvents(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(
    () =>
      followEvents({
        url: '/api/content/events',
        event: 'content',
        onData: (data) => {
          const content = ContentView.safeParse(parseJson(data));
          if (content.success) client.setQueryData(contentQuery.queryKey, content.data);
        },
        onState: setState,
        mayReconnect: () =>
          client.fetchQuery({ ...contentQuery, staleTime: 0, retry: false }).then(() => true, isPassing),
      }),
    [client],
  );
  return state;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
