import { PersonView } from '@springboard/contracts/people.ts';
import { SystemView } from '@springboard/contracts/system.ts';
import { viewSystem } from '@springboard/core/operations.ts';
import { listPeople } from '@springboard/core/people.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const listPeopleRoute = route({
  method: 'get',
  path: '/api/people',
  summary: 'Everybody, with roles and teams',
  permission: 'person.any.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(PersonView) },
  handle: ({ actor }, { core }) => listPeople(core, actor),
});

export const systemRoute = route({
  method: 'get',
  path: '/api/system',
  summary: 'Version, engine and images',
  permission: 'environment.any.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: SystemView },
  handle: ({ actor }, { core, version, startedAt }) => viewSystem(core, actor, { version, startedAt }),
});
