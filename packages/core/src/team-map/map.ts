import type { Actor } from '@springboard/contracts/actor.ts';
import type { StuckView, TeamMapPath, TeamMapRow, TeamMapView } from '@springboard/contracts/team-map.ts';
import { listAssigned } from '@springboard/db/repositories/paths.ts';
import { listTimeSpent } from '@springboard/db/repositories/team-map.ts';
import { listTeamPeople } from '@springboard/db/repositories/teams.ts';
import type { Context } from '../context.ts';
import { progressOf } from '../paths/progress.ts';
import { loadStandings, type Standing, type Standings } from '../paths/standings.ts';
import { mappedTeam } from './access.ts';
import { mapCell } from './cell.ts';
import { findStuck } from './stuck-people.ts';

type Ctx = Pick<Context, 'db' | 'clock'>;

/** The people of a team by the labs of the paths they are on. Errors: `not-found`. */
export async function getTeamMap(ctx: Ctx, actor: Actor, teamId: string): Promise<TeamMapView> {
  const team = await mappedTeam(ctx.db, actor, teamId);
  const { people, standings, facts, stuck } = await loadTeam(ctx, team.id);
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
  return (await loadTeam(ctx, team.id)).stuck;
}

async function loadTeam(
  ctx: Ctx,
  teamId: string,
): Promise<Standings & { people: { id: string; name: string }[]; stuck: StuckView[] }> {
  const people = await listTeamPeople(ctx.db, teamId);
  const assigned = await listAssigned(
    ctx.db,
    'everybody',
    people.map(({ id }) => id),
  );
  const { standings, facts } = await loadStandings(ctx, assigned);
  const dues = new Map(
    standings.flatMap(({ assigned: { personId }, states }) =>
      states.flatMap(({ item, dueOn, late }) => (late ? [[keyOf(personId, item.id), dueOn] as const] : [])),
    ),
  );
  const stuck = await findStuck(ctx, people, (personId, slug) => dues.get(keyOf(personId, slug)) ?? null);
  return { people, standings, facts, stuck };
}

const keyOf = (personId: string, slug: string) => JSON.stringify([personId, slug]);
