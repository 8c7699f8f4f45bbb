import { LabDetail, LabSummary } from '@springboard/contracts/labs.ts';
import { getLab, listLabs } from '@springboard/core/labs.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

const Part = z.string().regex(/^[a-z0-9-]+$/);

export const LabPath = z.object({ group: Part, name: Part });

export const listLabsRoute = route({
  method: 'get',
  path: '/api/labs',
  summary: 'The catalogue, with what can run now and how I did',
  permission: 'lab.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(LabSummary) },
  handle: ({ actor }, { core }) => listLabs(core, actor),
});

export const getLabRoute = route({
  method: 'get',
  path: '/api/labs/{group}/{name}',
  summary: 'One lab',
  permission: 'lab.read',
  params: LabPath,
  query: none,
  body: null,
  answer: { status: 200, schema: LabDetail },
  handle: ({ actor, params }, { core }) => getLab(core, actor, `${params.group}/${params.name}`),
});
