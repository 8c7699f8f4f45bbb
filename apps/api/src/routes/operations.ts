import { AuditEventView, AuditQuery } from '@springboard/contracts/audit.ts';
import { PersonView } from '@springboard/contracts/people.ts';
import { SystemView } from '@springboard/contracts/system.ts';
import { listAudit, viewSystem } from '@springboard/core/operations.ts';
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

export const listAuditRoute = route({
  method: 'get',
  path: '/api/audit',
  summary: 'Who did what, newest first',
  permission: 'audit.read',
  params: none,
  query: AuditQuery,
  body: null,
  answer: { status: 200, schema: z.array(AuditEventView) },
  handle: ({ actor, query }, { core }) => listAudit(core, actor, query),
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
