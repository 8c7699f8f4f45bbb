import type { Permission } from '@springboard/contracts/roles.ts';
import { WeeklySummary } from '@springboard/contracts/weekly-summary.ts';
import { readsTeams } from '@springboard/core/team-map/access.ts';
import { previewWeek } from '@springboard/core/weekly-summary/load.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

const reads: readonly Permission[] = Object.values(readsTeams);

export const weeklySummaryRoute = route({
  method: 'get',
  path: '/api/weekly-summary',
  summary: 'The week so far of the teams that I manage or mentor, as its summary would tell it',
  permission: reads,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: WeeklySummary },
  handle: ({ actor }, { core }) => previewWeek(core, actor),
});
