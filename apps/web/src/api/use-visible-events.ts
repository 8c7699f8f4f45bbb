import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { isPassing } from './client.ts';
import { followWhileVisible } from './follow-while-visible.ts';
import { followEvents, type LiveState } from './live.ts';

export interface VisibleEvents {
  readonly url: string;
  readonly event: string;
  /** Of what an event holds; what does not fit (an older or newer server) is dropped. */
  readonly schema: z.ZodType;
  readonly query: {
    readonly queryKey: QueryKey;
    readonly queryFn: (on: { signal: AbortSignal }) => Promise<unknown>;
  };
}

/** Keeps a query current by server-sent events while the page is looked at. `of` has to stay the same object. */
export function useVisibleEvents(of: VisibleEvents, enabled = true): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    if (!enabled) return;
    const { url, event, schema, query } = of;
    const follow = () =>
      followEvents({
        url,
        event,
        onData: (data) => {
          const parsed = schema.safeParse(parseJson(data));
          if (parsed.success) client.setQueryData(query.queryKey, parsed.data);
        },
        onState: setState,
        mayReconnect: () =>
          client
            .fetchQuery({ queryKey: query.queryKey, queryFn: query.queryFn, staleTime: 0, retry: false })
            .then(() => true, isPassing),
      });
    return followWhileVisible(follow, setState);
  }, [of, enabled, client]);
  return state;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
