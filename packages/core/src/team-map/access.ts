import type { Actor } from '@springboard/contracts/actor.ts';
import type { TeamView } from '@springboard/contracts/people.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { findTeam, listTeamRows } from '@springboard/db/repositories/teams.ts';
import { isTeamAmong } from '@springboard/db/repositories/whose.ts';
import { notFound, type Rights, whoseBy } from '../access.ts';

/** Who sees how a team does: who may read the attempts of all who are in it. */
export const readsTeams = { team: 'attempt.team.read', any: 'attempt.any.read' } as const satisfies Rights;

/** Teams that the actor may see the map of, by name. */
export async function listMappedTeams(ctx: { readonly db: Queryable }, actor: Actor): Promise<TeamView[]> {
  const whose = whoseBy(actor, readsTeams);
  return listTeamRows(ctx.db, whose === 'everybody' ? null : whose.managedBy);
}

/** One of them. Errors: `not-found`. */
export async function mappedTeam(
  db: Queryable,
  actor: Actor,
  id: string,
): Promise<{ readonly id: string; readonly name: string }> {
  const whose = whoseBy(actor, readsTeams);
  const team = await findTeam(db, id);
  if (!team || !(await isTeamAmong(db, whose, id))) throw notFound('team');
  return team;
}
