import type { StuckView } from '@springboard/contracts/team-map.ts';
import { listAssigned } from '@springboard/db/repositories/paths.ts';
import type { Context } from '../context.ts';
import { loadStandings, type Standings } from '../paths/standings.ts';
import { findStuck } from './stuck-people.ts';

/** How people stand on their paths, and which of them are stuck, the longest first. */
interface LoadedPeople extends Standings {
  readonly stuck: StuckView[];
}

/** Loads what everything that is said of a team follows from: the map, who is stuck, the weekly summary. A fixed number of queries for any number of people. */
export async function loadPeople(
  ctx: Pick<Context, 'db' | 'clock'>,
  people: readonly { readonly id: string; readonly name: string }[],
): Promise<LoadedPeople> {
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
  return { standings, facts, stuck };
}

const keyOf = (personId: string, slug: string) => JSON.stringify([personId, slug]);
