import {
  MaintenanceBegun,
  type MaintenanceInput,
  MaintenanceView,
} from '@springboard/contracts/maintenance.ts';
import { queryOptions } from '@tanstack/react-query';
import { request, requestNothing } from './client.ts';

/** Whether there is maintenance; asked again every half minute, since nobody is told. */
export const maintenanceQuery = queryOptions({
  queryKey: ['maintenance'],
  queryFn: ({ signal }) => request('/maintenance', MaintenanceView, { signal }),
  refetchInterval: 30_000,
  retry: false,
});

export function beginMaintenance(input: MaintenanceInput): Promise<MaintenanceBegun> {
  return request('/maintenance', MaintenanceBegun, { method: 'PUT', body: input });
}

export function endMaintenance(): Promise<void> {
  return requestNothing('/maintenance', { method: 'DELETE' });
}
