import type { EnvironmentState } from '@springboard/contracts/environments.ts';
import {
  EnvironmentDetail,
  EnvironmentSummary,
  FleetView,
  type PoolTarget,
} from '@springboard/contracts/fleet.ts';
import { keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { isPassing, request, requestNothing } from './client.ts';
import { followEvents, type LiveState } from './live.ts';

export const fleetQuery = queryOptions({
  queryKey: ['fleet'],
  queryFn: ({ signal }) => request('/fleet', FleetView, { signal }),
});

export interface EnvironmentFilter {
  readonly state?: EnvironmentState | undefined;
  readonly topology?: string | undefined;
  /** Those that ended, too. */
  readonly all: boolean;
}

/** Environments as the server filters them; the rest of a filter is for the page. */
export const environmentsQuery = ({ state, topology, all }: EnvironmentFilter) => {
  const query = new URLSearchParams({ all: String(all) });
  if (state !== undefined) query.set('state', state);
  if (topology !== undefined) query.set('topology', topology);
  return queryOptions({
    queryKey: ['environments', { state, topology, all }],
    queryFn: ({ signal }) => request(`/environments?${query}`, z.array(EnvironmentSummary), { signal }),
    placeholderData: keepPreviousData,
  });
};

export const environmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['environments', id],
    queryFn: ({ signal }) => request(`/environments/${id}`, EnvironmentDetail, { signal }),
  });

export const retryEnvironment = (id: string) =>
  request(`/environments/${id}/retry`, EnvironmentDetail, { method: 'POST' });

export const destroyEnvironment = (id: string) => requestNothing(`/environments/${id}`, { method: 'DELETE' });

export const setPool = (topology: string, target: PoolTarget) =>
  requestNothing(`/pools/${topology}`, { method: 'PUT', body: target });

export const forgetDemand = (id: string) => requestNothing(`/demands/${id}`, { method: 'DELETE' });

/** Keeps the fleet current by server-sent events, and has environments asked for anew whenever something changed. */
export function useFleetEvents(): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(
    () =>
      followEvents({
        url: '/api/fleet/events',
        event: 'fleet',
        onData: (data) => {
          const fleet = FleetView.safeParse(parseJson(data));
          if (fleet.success) client.setQueryData(fleetQuery.queryKey, fleet.data);
          void client.invalidateQueries({ queryKey: ['environments'] });
        },
        onState: setState,
        mayReconnect: () =>
          client.fetchQuery({ ...fleetQuery, staleTime: 0, retry: false }).then(() => true, isPassing),
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
