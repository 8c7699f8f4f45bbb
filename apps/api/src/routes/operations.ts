import { AuditEventView, AuditQuery } from '@springboard/contracts/audit.ts';
import { SystemView } from '@springboard/contracts/system.ts';
import { listAudit, viewSystem } from '@springboard/core/operations.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

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
