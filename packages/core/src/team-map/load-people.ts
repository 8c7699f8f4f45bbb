import type { StuckView } from '@springboard/contracts/team-map.ts';
import { listAssigned } from '@springboard/db/repositories/paths.ts';
import type { Context } from '../context.ts';
import { loadStandings, type Standings } from '../paths/standings.ts';
import { lookAtOpen, stuckAmong } from './stuck-people.ts';

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
  // Side by side: while one reads, the database works for the other.
  const [loaded, looks] = await Promise.all([loadStandings(ctx, assigned), lookAtOpen(ctx, people)]);
  const byPerson = Map.groupBy(loaded.standings, ({ assigned }) => assigned.personId);
  const dueOn = (personId: string, slug: string) =>
    byPerson
      .get(personId)
      ?.flatMap(({ states }) => states.filter(({ item, late }) => late && item.id === slug))
      .at(-1)?.dueOn ?? null;
  const stuck = stuckAmong(looks, people, dueOn, ctx.clock());
  return { ...loaded, stuck };
}
