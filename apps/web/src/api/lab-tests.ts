import {
  LabFreshnessList,
  LabTestStepLog,
  LabTestSummary,
  LabTestView,
} from '@springboard/contracts/lab-tests.ts';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { isPassing, request } from './client.ts';
import { followEvents, type LiveState } from './live.ts';

/** While something is open the lists are asked for again so often, in milliseconds; a test's own page is pushed. */
const lookEveryMs = 3_000;

const isOpen = ({ state }: Pick<LabTestSummary, 'state'>) => state === 'queued' || state === 'running';

/** Contract tests, newest first; of one lab, or of all. */
export const labTestsQuery = (lab?: string) =>
  queryOptions({
    queryKey: ['lab-tests', 'list', lab ?? null],
    queryFn: ({ signal }) =>
      request(`/lab-tests${lab === undefined ? '' : `?lab=${lab}`}`, z.array(LabTestSummary), { signal }),
    refetchInterval: (query) => (query.state.data?.some(isOpen) === true ? lookEveryMs : false),
  });

export const labTestQuery = (id: string) =>
  queryOptions({
    queryKey: ['lab-tests', id],
    queryFn: ({ signal }) => request(`/lab-tests/${id}`, LabTestView, { signal }),
  });

/** What a step said does not change any more. */
export const stepLogQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ['lab-tests', id, 'step', number],
    queryFn: ({ signal }) => request(`/lab-tests/${id}/steps/${number}`, LabTestStepLog, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const freshnessQuery = queryOptions({
  queryKey: ['lab-tests', 'freshness'],
  queryFn: ({ signal }) => request('/lab-freshness', LabFreshnessList, { signal }),
  staleTime: 30_000,
  refetchInterval: (query) =>
    query.state.data?.labs.some(({ openTest }) => openTest !== null) === true ? lookEveryMs : false,
});

export const startLabTest = (input: {
  readonly lab: string;
  readonly seed?: string;
  readonly keep: boolean;
}) => request('/lab-tests', LabTestView, { method: 'POST', body: input });

export const cancelLabTest = (id: string) =>
  request(`/lab-tests/${id}/cancel`, LabTestView, { method: 'POST' });

export const releaseLabTest = (id: string) =>
  request(`/lab-tests/${id}/environment`, LabTestView, { method: 'DELETE' });

/** Keeps a test current by server-sent events until it is over. */
export function useLabTestEvents(id: string): LiveState {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(
    () =>
      followEvents({
        url: `/api/lab-tests/${id}/events`,
        event: 'lab-test',
        onData: (data) => {
          const test = LabTestView.safeParse(parseJson(data));
          if (!test.success) return;
          client.setQueryData(labTestQuery(id).queryKey, test.data);
          if (!isOpen(test.data)) void client.invalidateQueries({ queryKey: ['lab-tests', 'list'] });
        },
        onState: setState,
        mayReconnect: () =>
          client.fetchQuery({ ...labTestQuery(id), staleTime: 0, retry: false }).then(() => true, isPassing),
      }),
    [id, client],
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
