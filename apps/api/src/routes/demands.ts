import { DemandView, NewDemand } from '@springboard/contracts/demands.ts';
import { addDemand, forgetDemand } from '@springboard/core/fleet/demands.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { TopologyPath } from './topology-path.ts';

export const addDemandRoute = route({
  method: 'post',
  path: '/api/pools/{topology}/demands',
  summary: 'So many environments of a topology will be wanted in a time; its pool grows for it',
  permission: 'pool.manage',
  params: TopologyPath,
  query: none,
  body: NewDemand,
  answer: { status: 201, schema: DemandView },
  handle: ({ actor, params, body }, { core }) => addDemand(core, actor, params.topology, body),
});

export const forgetDemandRoute = route({
  method: 'delete',
  path: '/api/demands/{id}',
  summary: 'Take back what was said to be wanted',
  permission: 'pool.manage',
  params: z.object({ id: z.uuid() }),
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => forgetDemand(core, actor, params.id),
});
