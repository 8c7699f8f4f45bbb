import { TeamView } from '@springboard/contracts/people.ts';
import { TeamReadinessRow } from '@springboard/contracts/readiness.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { StuckView, TeamMapLine, TeamMapView } from '@springboard/contracts/team-map.ts';
import { listTeamReadiness } from '@springboard/core/readiness/team.ts';
import { listMappedTeams, readsTeams } from '@springboard/core/team-map/access.ts';
import { exportTeamMap } from '@springboard/core/team-map/export.ts';
import { getTeamMap, listStuck } from '@springboard/core/team-map/map.ts';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';

/** Which teams it reaches is the use case's to judge. */
const reads: readonly Permission[] = Object.values(readsTeams);
const ofTeam = {
  method: 'get',
  permission: reads,
  params: z.object({ id: z.uuid() }),
  query: none,
  body: null,
} as const;

export const listTeamMapsRoute = route({
  ...ofTeam,
  path: '/api/team-maps',
  summary: 'Teams whose map I may see: those that I manage, or all',
  params: none,
  answer: { status: 200, schema: z.array(TeamView) },
  handle: ({ actor }, { core }) => listMappedTeams(core, actor),
});

export const teamMapRoute = route({
  ...ofTeam,
  path: '/api/teams/{id}/map',
  summary: 'The people of a team by the labs of their paths',
  answer: { status: 200, schema: TeamMapView },
  handle: ({ actor, params }, { core }) => getTeamMap(core, actor, params.id),
});

export const teamMapCsvRoute = streamRoute({
  ...ofTeam,
  path: '/api/teams/{id}/map.csv',
  summary: 'The same as a table for spreadsheets, a line for each person and lab',
  handle: async ({ actor, params }, { core }) => {
    // Spreadsheets run what begins like a formula, and names are written by people.
    const csv = stringify(await exportTeamMap(core, actor, params.id), {
      header: true,
      columns: Object.keys(TeamMapLine.shape),
      cast: { boolean: (value) => (value ? 'yes' : 'no') },
      escape_formulas: true,
    });
    return new Response(csv, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="springboard-team.csv"',
        'cache-control': 'no-store',
      },
    });
  },
});

export const listStuckRoute = route({
  ...ofTeam,
  path: '/api/teams/{id}/stuck',
  summary: 'Who of a team is stuck now, at what, since when, and by which rule',
  answer: { status: 200, schema: z.array(StuckView) },
  handle: ({ actor, params }, { core }) => listStuck(core, actor, params.id),
});

export const teamReadinessRoute = route({
  ...ofTeam,
  path: '/api/teams/{id}/readiness',
  summary: 'What the people of a team are ready for, and what is missing',
  answer: { status: 200, schema: z.array(TeamReadinessRow) },
  handle: ({ actor, params }, { core }) => listTeamReadiness(core, actor, params.id),
});
