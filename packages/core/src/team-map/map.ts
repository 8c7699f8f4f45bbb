import type { Actor } from '@springboard/contracts/actor.ts';
import type { StuckView, TeamMapPath, TeamMapRow, TeamMapView } from '@springboard/contracts/team-map.ts';
import { listTimeSpent } from '@springboard/db/repositories/team-map.ts';
import { listTeamPeople } from '@springboard/db/repositories/teams.ts';
import type { Context } from '../context.ts';
import { progressOf } from '../paths/progress.ts';
import type { Standing } from '../paths/standings.ts';
import { mappedTeam } from './access.ts';
import { mapCell } from './cell.ts';
import { loadPeople } from './load-people.ts';

type Ctx = Pick<Context, 'db' | 'clock'>;

/** The people of a team by the labs of the paths they are on. Errors: `not-found`. */
export async function getTeamMap(ctx: Ctx, actor: Actor, teamId: string): Promise<TeamMapView> {
  const team = await mappedTeam(ctx.db, actor, teamId);
  const people = await listTeamPeople(ctx.db, team.id);
  const { standings, facts, stuck } = await loadPeople(ctx, people);
  const spent = new Map(
    (
      await listTimeSpent(
        ctx.db,
        people.map(({ id }) => id),
        ctx.clock(),
      )
    ).map((row) => [keyOf(row.personId, row.slug), row.spentMs]),
  );
  const stuckAttempts = new Set(stuck.map(({ attemptId }) => attemptId));
  const rowOf = ({ assigned, states, labs, today }: Standing): TeamMapRow => ({
    person: { id: assigned.personId, name: assigned.name },
    startsOn: assigned.startsOn,
    progress: progressOf(states, { startsOn: assigned.startsOn, today }),
    cells: states
      .filter(({ item }) => item.kind === 'lab')
      .map((state) => {
        const lab = labs.get(state.item.id);
        return mapCell(state, lab, {
          spentMs: spent.get(keyOf(assigned.personId, state.item.id)) ?? 0,
          stuck: lab?.activeId != null && stuckAttempts.has(lab.activeId),
        });
      }),
  });
  const paths = [...Map.groupBy(standings, ({ path }) => path.id).values()].flatMap((own): TeamMapPath[] => {
    const [first] = own;
    if (!first) return [];
    const { id, title, items } = first.path;
    const labs = items
      .filter(({ kind }) => kind === 'lab')
      .map((item) => ({ slug: item.id, title: facts.get(item.id)?.title ?? item.id }));
    return [{ id, title, labs, rows: own.map(rowOf) }];
  });
  const onOne = new Set(standings.map(({ assigned }) => assigned.personId));
  return { team, paths, without: people.filter(({ id }) => !onOne.has(id)) };
}

/** Who of a team is stuck now, the longest first. Errors: `not-found`. */
export async function listStuck(ctx: Ctx, actor: Actor, teamId: string): Promise<StuckView[]> {
  const team = await mappedTeam(ctx.db, actor, teamId);
  return (await loadPeople(ctx, await listTeamPeople(ctx.db, team.id))).stuck;
}

const keyOf = (personId: string, slug: string) => JSON.stringify([personId, slug]);
