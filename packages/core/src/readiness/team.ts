import type { Actor } from '@springboard/contracts/actor.ts';
import type { TeamReadinessRow } from '@springboard/contracts/readiness.ts';
import { listAssigned } from '@springboard/db/repositories/paths.ts';
import { listTeamPeople } from '@springboard/db/repositories/teams.ts';
import type { Context } from '../context.ts';
import { loadSkills } from '../paths/skills.ts';
import { loadStandings } from '../paths/standings.ts';
import { mappedTeam } from '../team-map/access.ts';
import { loadReadiness } from './load.ts';

/** What the people of a team are ready for, and what is missing, by name; paths that ask for nothing are left out. Errors: `not-found`. */
export async function listTeamReadiness(
  ctx: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  teamId: string,
): Promise<TeamReadinessRow[]> {
  const team = await mappedTeam(ctx.db, actor, teamId);
  const people = (await listTeamPeople(ctx.db, team.id)).map(({ id }) => id);
  const loaded = await loadStandings(ctx, await listAssigned(ctx.db, 'everybody', people));
  const readiness = await loadReadiness(ctx, loaded, await loadSkills(ctx.db));
  return loaded.standings.flatMap(({ assigned, path }, index) => {
    const own = readiness[index] ?? [];
    if (own.length === 0) return [];
    const person = { id: assigned.personId, name: assigned.name };
    return [{ person, path: { id: path.id, title: path.title }, readiness: own }];
  });
}
