import type { Permission } from '@springboard/contracts/roles.ts';
import { StatementQuery } from '@springboard/contracts/team-map.ts';
import { readsTeams } from '@springboard/core/team-map/access.ts';
import { exportStatements } from '@springboard/core/xapi/export.ts';
import { z } from 'zod';
import { jsonArrayStream } from '../http/json-array-stream.ts';
import { streamRoute } from '../http/route.ts';

/** Which teams it reaches is the use case's to judge. */
const reads: readonly Permission[] = Object.values(readsTeams);

export const teamStatementsRoute = streamRoute({
  method: 'get',
  path: '/api/teams/{id}/xapi.json',
  summary: 'What the people of a team did, as statements of xAPI for a learning record store',
  permission: reads,
  params: z.object({ id: z.uuid() }),
  query: StatementQuery,
  body: null,
  handle: async ({ actor, params, query }, { core }) =>
    new Response(jsonArrayStream(await exportStatements(core, actor, params.id, query)), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="springboard-xapi.json"',
        'cache-control': 'no-store',
      },
    }),
});
