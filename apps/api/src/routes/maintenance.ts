import { MaintenanceBegun, MaintenanceInput, MaintenanceView } from '@springboard/contracts/maintenance.ts';
import {
  beginMaintenance,
  endMaintenance,
  viewMaintenance,
} from '@springboard/core/maintenance/maintenance.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const maintenanceRoute = route({
  method: 'get',
  path: '/api/maintenance',
  summary: 'Whether there is maintenance, and what its banner says',
  permission: 'person.self.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: MaintenanceView },
  handle: ({ actor }, { core }) => viewMaintenance(core, actor),
});

export const beginMaintenanceRoute = route({
  method: 'put',
  path: '/api/maintenance',
  summary: 'Begin maintenance: no lab starts; what runs goes on, or ends',
  permission: 'environment.any.manage',
  params: none,
  query: none,
  body: MaintenanceInput,
  answer: { status: 200, schema: MaintenanceBegun },
  handle: ({ actor, body }, { core }) => beginMaintenance(core, actor, body),
});

export const endMaintenanceRoute = route({
  method: 'delete',
  path: '/api/maintenance',
  summary: 'End maintenance: labs start again',
  permission: 'environment.any.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor }, { core }) => endMaintenance(core, actor),
});
