import type { ItemStatus, ItemTurn } from '@springboard/contracts/paths.ts';
import type { PathDefinition, PathItem } from '@springboard/lab-format/model/path.ts';
import { addDays } from './days.ts';

/** What is known of somebody and one item, whatever the path says of it now. */
export interface ItemFacts {
  readonly doneAt: Date | null;
  readonly waiting: boolean;
  readonly returned: boolean;
  readonly active: boolean;
  readonly tried: boolean;
  /** Another due date than the path's. */
  readonly movedTo: string | null;
  /** The catalogue has the lab no more. */
  readonly gone: boolean;
}

export interface ItemState {
  readonly item: PathItem;
  readonly facts: ItemFacts;
  readonly status: ItemStatus;
  readonly dueOn: string | null;
  readonly late: boolean;
  /** Ids of items that have to be done before it, and are not. */
  readonly waitsFor: readonly string[];
  /** It counts for completing the path. */
  readonly counts: boolean;
}

export const nothingDone: ItemFacts = {
  doneAt: null,
  waiting: false,
  returned: false,
  active: false,
  tried: false,
  movedTo: null,
  gone: false,
};

/** Until when the items of a path are due that have a due date, counted from a first day; by id. */
export function plannedDays(
  path: Pick<PathDefinition, 'items'>,
  startsOn: string,
): ReadonlyMap<string, string> {
  return new Map(
    path.items.flatMap(({ id, due }) => (due === null ? [] : [[id, addDays(startsOn, due)] as const])),
  );
}

/** How each item of a path stands on a day. `blocked`: a path that comes before this one is not completed, so nothing of it can be begun. */
export function itemStates(
  path: Pick<PathDefinition, 'items'>,
  on: {
    readonly planned: ReadonlyMap<string, string>;
    readonly today: string;
    readonly blocked?: boolean;
  },
  factsOf: (item: PathItem) => ItemFacts,
): ItemState[] {
  const facts = path.items.map(factsOf);
  const placeOf = placesOf(path.items);
  const isOpen = (id: string) => {
    const of = facts[placeOf.get(id) ?? -1];
    // What nobody can do any more holds nobody up.
    return of !== undefined && of.doneAt === null && !of.gone;
  };
  return path.items.map((item, place) => {
    const own = facts[place] ?? nothingDone;
    const waitsFor = item.requires.filter(isOpen);
    const locked = waitsFor.length > 0 || on.blocked === true;
    const status = statusOf(own, locked);
    const dueOn = own.movedTo ?? on.planned.get(item.id) ?? null;
    const counts = !item.optional && (!own.gone || own.doneAt !== null);
    const forLearner = status !== 'done' && status !== 'waiting' && !own.gone;
    return {
      item,
      facts: own,
      status,
      dueOn,
      waitsFor: own.doneAt === null ? waitsFor : [],
      counts,
      late: forLearner && dueOn !== null && dueOn < on.today,
    };
  });
}

/** Counted once for everybody on a path. */
const places = new WeakMap<readonly PathItem[], ReadonlyMap<string, number>>();

/** Where each item is in its path, by id. */
function placesOf(items: readonly PathItem[]): ReadonlyMap<string, number> {
  const known = places.get(items);
  if (known) return known;
  const counted = new Map(items.map(({ id }, place) => [id, place]));
  places.set(items, counted);
  return counted;
}

/** What was begun before something was put in front of it goes on. */
function statusOf(facts: ItemFacts, locked: boolean): ItemStatus {
  if (facts.doneAt !== null) return 'done';
  if (facts.returned) return 'returned';
  if (facts.waiting) return 'waiting';
  if (facts.active) return 'active';
  if (locked) return 'locked';
  return facts.tried ? 'tried' : 'open';
}

/** What is due within so many days is next. */
const nextDays = 14;

/**
 * When each item is to be done: *today* what is under way, late, or due until tomorrow, and where that is nothing the first thing that can be
 * done; *next* what waits for a reviewer or is due within two weeks; *later* the rest.
 */
export function turnsOf(states: readonly ItemState[], today: string): ItemTurn[] {
  const turns = states.map((state) => turnOf(state, today));
  if (turns.includes('today')) return turns;
  const can = ({ status, facts }: ItemState) => (status === 'open' || status === 'tried') && !facts.gone;
  const first = states.findIndex((state) => can(state) && !state.item.optional);
  return turns.map((turn, index) => (index === first ? 'today' : turn));
}

function turnOf({ status, late, dueOn, facts }: ItemState, today: string): ItemTurn {
  if (status === 'done') return 'done';
  if (status === 'active' || status === 'returned') return 'today';
  if (facts.gone) return 'later';
  const free = status === 'open' || status === 'tried';
  if (free && (late || (dueOn !== null && dueOn <= addDays(today, 1)))) return 'today';
  if (status === 'waiting' || (dueOn !== null && dueOn <= addDays(today, nextDays))) return 'next';
  return 'later';
}
