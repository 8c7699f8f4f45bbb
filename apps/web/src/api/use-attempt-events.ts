import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { applyAttempt, attemptQuery } from './attempts.ts';
import { isPassing } from './client.ts';
import { followAttempt, type LiveState } from './live.ts';

/** Keeps the cached view of an attempt current by server-sent events, and tells how the connection is. */
export function useAttemptEvents(id: string): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(
    () =>
      followAttempt({
        url: `/api/attempts/${id}/events`,
        onAttempt: (attempt) => applyAttempt(client, attempt),
        onState: setState,
        // Also brings what was missed, in case the stream cannot be had (a proxy that buffers it).
        mayReconnect: () =>
          client.fetchQuery({ ...attemptQuery(id), staleTime: 0, retry: false }).then(() => true, isPassing),
      }),
    [id, client],
  );
  return state;
}
