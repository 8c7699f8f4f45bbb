import { EnvironmentDetail, EnvironmentQuery, EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import { getEnvironmentDetail } from '@springboard/core/fleet/detail.ts';
import { listEnvironmentsForOperator } from '@springboard/core/fleet/list.ts';
import { destroyEnvironmentAsOperator, retryEnvironmentAsOperator } from '@springboard/core/fleet/manage.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

const EnvironmentPath = z.object({ id: z.uuid() });
const onEnvironment = { params: EnvironmentPath, query: none, body: null } as const;

export const listEnvironmentsRoute = route({
  method: 'get',
  path: '/api/environments',
  summary: 'Environments of everybody and of the pools, newest first',
  permission: 'environment.any.read',
  params: none,
  query: EnvironmentQuery,
  body: null,
  answer: { status: 200, schema: z.array(EnvironmentSummary) },
  handle: ({ actor, query }, { core }) => listEnvironmentsForOperator(core, actor, query),
});

export const getEnvironmentRoute = route({
  ...onEnvironment,
  method: 'get',
  path: '/api/environments/{id}',
  summary: 'One environment with its nodes, use, stages, events and logs',
  permission: 'environment.any.read',
  answer: { status: 200, schema: EnvironmentDetail },
  handle: ({ actor, params }, { core }) => getEnvironmentDetail(core, actor, params.id),
});

export const retryEnvironmentRoute = route({
  ...onEnvironment,
  method: 'post',
  path: '/api/environments/{id}/retry',
  summary: 'A new environment in the place of one that failed, was lost or is stuck; answers that one',
  permission: 'environment.any.manage',
  answer: { status: 200, schema: EnvironmentDetail },
  handle: ({ actor, params }, { core }) => retryEnvironmentAsOperator(core, actor, params.id),
});

export const destroyEnvironmentRoute = route({
  ...onEnvironment,
  method: 'delete',
  path: '/api/environments/{id}',
  summary: 'Take an environment down, whoever has it; what was passed is kept',
  permission: 'environment.any.manage',
  answer: { status: 202, schema: null },
  handle: ({ actor, params }, { core }) => destroyEnvironmentAsOperator(core, actor, params.id),
});
