import type { Database, Queryable } from '@springboard/db/client.ts';
import { type AttemptsByLab, listLabAttempts } from '@springboard/db/repositories/lab-attempts.ts';
import { type LabFacts, listMovedDues, listReadings } from '@springboard/db/repositories/path-facts.ts';
import { type AssignedRow, listPathRows } from '@springboard/db/repositories/paths.ts';
import { listTaught } from '@springboard/db/repositories/taught.ts';
import type { PathDefinition, PathItem } from '@springboard/lab-format/model/path.ts';
import type { Context } from '../context.ts';
import { dayOf } from './days.ts';
import { type ItemFacts, type ItemState, itemStates, nothingDone, plannedDays } from './item-state.ts';
import { loadLabFacts } from './lab-facts.ts';
import type { LabStanding } from './lab-standing.ts';
import { labStandings } from './lab-standings.ts';
import { parsePath } from './parse-path.ts';
import { isComplete } from './progress.ts';
import { teachStanding } from './teach-standing.ts';

type MovedDue = Awaited<ReturnType<typeof listMovedDues>>[number];

/** Somebody on a path: how each of its items stands, and what that was made from. */
export interface Standing {
  readonly assigned: AssignedRow;
  readonly path: PathDefinition;
  readonly states: readonly ItemState[];
  /** Titles of paths that have to be completed before, and are not. */
  readonly waitsFor: readonly string[];
  /** By the id of the item; what was never tried is not in it. */
  readonly labs: ReadonlyMap<string, LabStanding>;
  readonly moved: ReadonlyMap<string, MovedDue>;
  readonly today: string;
}

export interface Standings {
  readonly standings: readonly Standing[];
  /** Every published lab by its slug. */
  readonly facts: ReadonlyMap<string, LabFacts>;
  /** What was made of attempts: of each person those at these labs. */
  readonly tried: {
    readonly slugs: ReadonlySet<string>;
    readonly attempts: ReadonlyMap<string, AttemptsByLab>;
  };
}

const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);

/**
 * How all these people stand on their paths: a fixed number of queries, however many people, labs and attempts there are. Paths that have to
 * be completed before are looked at for each of them, too, whether they were assigned or not.
 */
export async function loadStandings(
  ctx: Pick<Context, 'db' | 'clock'>,
  assigned: readonly AssignedRow[],
): Promise<Standings> {
  const today = dayOf(ctx.clock());
  const people = [...new Set(assigned.map(({ personId }) => personId))];
  const ofPath = (row: { personId: string; pathId: string }) => keyOf(row.personId, row.pathId);
  // Side by side: of many people the attempts take several times as long as all the rest.
  const [{ paths, slugs, attempts, taught }, facts, readings, dues] = await Promise.all([
    loadDone(ctx.db, assigned, people),
    loadLabFacts(ctx.db),
    listReadings(ctx.db, people).then((rows) => Map.groupBy(rows, ofPath)),
    listMovedDues(ctx.db, people).then((rows) => Map.groupBy(rows, ofPath)),
  ]);

  // Most people of a path began on one of a few days: each is counted from once.
  const plans = new Map<string, ReadonlyMap<string, string>>();
  const plannedOf = (path: PathDefinition, startsOn: string) => {
    const key = keyOf(path.id, startsOn);
    const planned = plans.get(key) ?? plannedDays(path, startsOn);
    plans.set(key, planned);
    return planned;
  };

  const look = (personId: string, path: PathDefinition, startsOn: string, blocked: boolean) => {
    const key = keyOf(personId, path.id);
    const ownLabs = labStandings(path, attempts.get(personId));
    const moved = new Map(dues.get(key)?.map((row) => [row.itemId, row]));
    const read = new Map(readings.get(key)?.map((row) => [row.itemId, row.readAt]));
    const factsOf = (item: PathItem): ItemFacts => {
      const movedTo = moved.get(item.id)?.dueOn ?? null;
      if (item.kind === 'teach') {
        const own = teachStanding(taught.get(keyOf(personId, item.lab)) ?? [], item.helpfulTo);
        return { ...nothingDone, ...own, movedTo, gone: !facts.has(item.lab) };
      }
      const lab = ownLabs.get(item.id);
      return {
        doneAt: item.kind === 'lab' ? (lab?.passed?.at ?? null) : (read.get(item.id) ?? null),
        waiting: lab?.waiting ?? false,
        returned: lab?.returned ?? false,
        active: lab?.activeId != null,
        tried: lab?.best != null,
        movedTo,
        gone: item.kind === 'lab' && !facts.has(item.id),
      };
    };
    const planned = plannedOf(path, startsOn);
    return { states: itemStates(path, { planned, today, blocked }, factsOf), labs: ownLabs, moved };
  };

  const standings = assigned.flatMap((one): Standing[] => {
    const path = paths.get(one.pathId);
    if (!path) return [];
    const before = path.requires.flatMap((id) => paths.get(id) ?? []);
    const waitsFor = before
      .filter((other) => !isComplete(look(one.personId, other, one.startsOn, false).states))
      .map(({ title }) => title);
    const looked = look(one.personId, path, one.startsOn, waitsFor.length > 0);
    return [{ assigned: one, path, waitsFor, today, ...looked }];
  });
  return { standings, facts, tried: { slugs, attempts } };
}

/** The paths, and what these people have tried and taught of them. */
async function loadDone(db: Database, assigned: readonly AssignedRow[], people: readonly string[]) {
  const paths = await loadPaths(db, [...new Set(assigned.map(({ pathId }) => pathId))]);
  const items = [...paths.values()].flatMap((path) => path.items);
  const slugs = new Set(items.flatMap(({ kind, id }) => (kind === 'lab' ? id : [])));
  const toTeach = new Set(items.flatMap((item) => (item.kind === 'teach' ? item.lab : [])));
  const [attempts, taught] = await Promise.all([
    listAttempts(db, people, [...slugs]),
    listTaught(db, people, [...toTeach]),
  ]);
  const taughtAt = Map.groupBy(taught, (row) => keyOf(row.personId, row.slug));
  return { paths, slugs, attempts, taught: taughtAt };
}

/** Of more people than this the attempts are read by two connections: the database puts their lines together on two processors. */
const manyPeople = 200;

async function listAttempts(db: Database, people: readonly string[], slugs: readonly string[]) {
  if (people.length <= manyPeople) return listLabAttempts(db, people, slugs);
  const half = Math.ceil(people.length / 2);
  const [some, others] = await Promise.all([
    listLabAttempts(db, people.slice(0, half), slugs),
    listLabAttempts(db, people.slice(half), slugs),
  ]);
  return new Map([...some, ...others]);
}

/** These paths and those that they require, by id: two queries at most. */
async function loadPaths(db: Queryable, ids: readonly string[]): Promise<Map<string, PathDefinition>> {
  if (ids.length === 0) return new Map();
  const read = async (wanted: readonly string[]) =>
    (await listPathRows(db, wanted)).map(({ definition }) => parsePath(definition));
  const own = await read(ids);
  const missing = own.flatMap(({ requires }) => requires).filter((id) => !ids.includes(id));
  const before = missing.length === 0 ? [] : await read(missing);
  return new Map([...own, ...before].map((path) => [path.id, path]));
}
