import { TeamView } from '@springboard/contracts/people.ts';
import { TeamReadinessRow } from '@springboard/contracts/readiness.ts';
import { CellStatus, StuckView, TeamMapView } from '@springboard/contracts/team-map.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, whileItRests } from './client.ts';
import { pathsKey } from './paths.ts';

/** What the address of the team's page holds; what cannot be taken is left out. */
export const TeamSearch = z.object({
  team: z.uuid().optional().catch(undefined),
  view: z.enum(['labs', 'stuck', 'readiness']).optional().catch(undefined),
  path: z.string().optional().catch(undefined),
  show: z
    .enum([...CellStatus.options, 'late'])
    .optional()
    .catch(undefined),
  as: z.enum(['time']).optional().catch(undefined),
});
export type TeamSearch = z.infer<typeof TeamSearch>;

/** Looked at again while the page is open, in milliseconds: who is stuck is to be seen while it still helps. */
const lookAgainMs = 60_000;

/** Teams whose page the person may open. */
export const teamMapsQuery = queryOptions({
  queryKey: ['team-maps'],
  queryFn: ({ signal }) => request('/team-maps', z.array(TeamView), { signal }),
  refetchInterval: whileItRests,
});

export function teamMapQuery(teamId: string) {
  return queryOptions({
    queryKey: [...pathsKey, 'map', teamId],
    queryFn: ({ signal }) => request(`/teams/${teamId}/map`, TeamMapView, { signal }),
  });
}

export function stuckQuery(teamId: string) {
  return queryOptions({
    queryKey: [...pathsKey, 'stuck', teamId],
    queryFn: ({ signal }) => request(`/teams/${teamId}/stuck`, z.array(StuckView), { signal }),
    refetchInterval: lookAgainMs,
  });
}

export function teamReadinessQuery(teamId: string) {
  return queryOptions({
    queryKey: [...pathsKey, 'readiness', teamId],
    queryFn: ({ signal }) => request(`/teams/${teamId}/readiness`, z.array(TeamReadinessRow), { signal }),
  });
}

/** Where the team's map is downloaded. */
export function teamMapFile(teamId: string): string {
  return `/api/teams/${teamId}/map.csv`;
}

/** Where what its people did is downloaded for a learning record store. */
export function teamStatementsFile(teamId: string): string {
  return `/api/teams/${teamId}/xapi.json`;
}
