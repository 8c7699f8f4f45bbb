import type { Actor } from '@springboard/contracts/actor.ts';
import type { Queryable } from '@springboard/db/client.ts';
import { listAssignmentGoers } from '@springboard/db/repositories/paths.ts';
import { isAmong, isTeamAmong, type Whose } from '@springboard/db/repositories/whose.ts';
import { may, type Rights, whoseBy } from '../access.ts';

/** Who puts whom on paths, and ends them. */
export const assignsPaths = {
  team: 'path.team.assign',
  any: 'path.any.assign',
} as const satisfies Rights;

/** Which of these assignments the actor may end. */
export async function endableBy(
  db: Queryable,
  actor: Actor,
  assignmentIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!Object.values(assignsPaths).some((right) => may(actor, right))) return new Set();
  const whose = whoseBy(actor, assignsPaths);
  const endable = new Set<string>();
  for (const { id, ...goer } of await listAssignmentGoers(db, assignmentIds))
    if (await reachesGoer(db, whose, goer)) endable.add(id);
  return endable;
}

/** Whether a path is that of a person or a team among these: a team's is ended for all of it. */
export async function reachesGoer(
  db: Queryable,
  whose: Whose,
  { personId, teamId }: { readonly personId: string | null; readonly teamId: string | null },
): Promise<boolean> {
  if (personId !== null) return isAmong(db, whose, personId);
  return teamId !== null && isTeamAmong(db, whose, teamId);
}
