import { SystemView } from '@springboard/contracts/system.ts';
import { viewSystem } from '@springboard/core/operations.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

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
