import type { Actor } from '@springboard/contracts/actor.ts';
import type { TeamWeek, WeeklySummary } from '@springboard/contracts/weekly-summary.ts';
import { listLookedAfter } from '@springboard/db/repositories/weekly-summary.ts';
import { whoseBy } from '../access.ts';
import type { Context } from '../context.ts';
import { readsTeams } from '../team-map/access.ts';
import { loadEverybody, teamWeek } from './team-week.ts';
import { type Week, weekSoFar } from './week.ts';
import { textOf } from './words.ts';

/** What a week brought to the teams that somebody manages, and to the people whom they mentor; teams by name. */
export async function loadWeek(
  ctx: Pick<Context, 'db' | 'clock'>,
  readerId: string,
  week: Week,
): Promise<TeamWeek[]> {
  const rows = await listLookedAfter(ctx.db, readerId);
  if (rows.length === 0) return [];
  const teams = [...Map.groupBy(rows, ({ teamId }) => teamId)].map(([id, members]) => ({
    id,
    name: members[0]?.team ?? '',
    people: members.map((row) => ({ id: row.id, name: row.name })),
  }));
  // Once for all of them: most of what it takes does not depend on how many there are.
  const people = [...new Map(rows.map(({ id, name }) => [id, { id, name }])).values()];
  const everybody = await loadEverybody(ctx, people, { week, readerId });
  return teams.map((team) => teamWeek(team, everybody, week));
}

/** The week so far as its summary would tell it now, sent or not. */
export async function previewWeek(ctx: Pick<Context, 'db' | 'clock'>, actor: Actor): Promise<WeeklySummary> {
  whoseBy(actor, readsTeams);
  const now = ctx.clock();
  const week = weekSoFar(now);
  const teams = await loadWeek(ctx, actor.personId, week);
  return {
    from: week.from.toISOString(),
    until: week.until.toISOString(),
    teams,
    text: textOf(teams, week, now),
  };
}
