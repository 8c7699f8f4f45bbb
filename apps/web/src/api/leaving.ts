import {
  DeparturesView,
  ErasedView,
  ErasureView,
  LeavingView,
  OwnDataView,
} from '@springboard/contracts/leaving.ts';
import { queryOptions } from '@tanstack/react-query';
import { request, requestNothing } from './client.ts';

const personPath = (id: string) => `/people/${encodeURIComponent(id)}`;

/** Who has left, and who asks for the deletion of their data. */
export const departuresQuery = queryOptions({
  queryKey: ['departures'],
  queryFn: ({ signal }) => request('/departures', DeparturesView, { signal }),
});

/** What would end with somebody's access, as it is now. */
export const leavingQuery = (id: string) =>
  queryOptions({
    queryKey: ['leaving', id],
    queryFn: ({ signal }) => request(`${personPath(id)}/leaving`, LeavingView, { signal }),
    gcTime: 0,
  });

/** What an erasure would take and leave, as it is now. */
export const erasureQuery = (id: string) =>
  queryOptions({
    queryKey: ['erasure', id],
    queryFn: ({ signal }) => request(`${personPath(id)}/erasure`, ErasureView, { signal }),
    gcTime: 0,
  });

export function endAccess(id: string, confirm: string): Promise<LeavingView> {
  return request(`${personPath(id)}/leaving`, LeavingView, { method: 'POST', body: { confirm } });
}

export function letBack(id: string): Promise<void> {
  return requestNothing(`${personPath(id)}/leaving`, { method: 'DELETE' });
}

export function eraseData(id: string, confirm: string): Promise<ErasedView> {
  return request(`${personPath(id)}/erasure`, ErasedView, { method: 'POST', body: { confirm } });
}

/** Whether one asked for the deletion of one's data, and how long recordings are kept. */
export const ownDataQuery = queryOptions({
  queryKey: ['own-data'],
  queryFn: ({ signal }) => request('/me/deletion', OwnDataView, { signal }),
});

export function askForDeletion(wanted: boolean): Promise<OwnDataView> {
  return request('/me/deletion', OwnDataView, { method: wanted ? 'PUT' : 'DELETE' });
}

/** Where all of one's own data is downloaded. */
export const ownDataAddress = '/api/me/data';
