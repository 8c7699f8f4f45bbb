import type { PersonName } from '@springboard/contracts/people.ts';
import type { ReadinessView } from '@springboard/contracts/readiness.ts';
import type { TeamWeek } from '@springboard/contracts/weekly-summary.ts';
import { listTaughtIn } from '@springboard/db/repositories/walkthroughs.ts';
import {
  countQuestions,
  countWaitingWork,
  type WaitingRow,
} from '@springboard/db/repositories/weekly-summary.ts';
import type { Context } from '../context.ts';
import { addDays } from '../paths/days.ts';
import { itemTitle } from '../paths/item-title.ts';
import { loadSkills } from '../paths/skills.ts';
import type { Standing, Standings } from '../paths/standings.ts';
import { loadReadiness } from '../readiness/load.ts';
import { loadPeople } from '../team-map/load-people.ts';
import type { Week } from './week.ts';

/** Readiness that ends within so many days is told: it takes about so long to renew it beside other work. */
const expiringDays = 14;

/** A team, and who of it somebody looks after. */
interface LookedAfter {
  readonly id: string;
  readonly name: string;
  readonly people: readonly PersonName[];
}

/** How people stand on their paths, who of them is stuck, and who is ready for what. */
export interface Everybody extends Pick<Standings, 'facts'> {
  readonly standings: readonly Standing[];
  readonly stuck: TeamWeek['stuck'];
  readonly readiness: ReadonlyMap<Standing, readonly ReadinessView[]>;
}

/** Loads what the weeks of all teams are made from: by what their pages are. */
export async function loadEverybody(
  ctx: Pick<Context, 'db' | 'clock'>,
  people: readonly PersonName[],
): Promise<Everybody> {
  const loaded = await loadPeople(ctx, people);
  const readiness = await loadReadiness(ctx, loaded, await loadSkills(ctx.db));
  return {
    ...loaded,
    readiness: new Map(loaded.standings.map((standing, index) => [standing, readiness[index] ?? []])),
  };
}

/** What a week brought to people of a team. `readerId`: who reads it, and reviews none of their own work. */
export async function loadTeamWeek(
  ctx: Pick<Context, 'db'>,
  { id, name, people }: LookedAfter,
  everybody: Everybody,
  { week, readerId }: { readonly week: Week; readonly readerId: string },
): Promise<TeamWeek> {
  const ids = people.map((person) => person.id);
  const among = new Set(ids);
  const own = {
    ...everybody,
    standings: everybody.standings.filter(({ assigned }) => among.has(assigned.personId)),
  };
  const questions = await countQuestions(ctx.db, ids, week);
  return {
    team: { id, name },
    people: people.length,
    passed: passedIn(own, week),
    stuck: everybody.stuck.filter(({ person }) => among.has(person.id)),
    late: lateOf(own),
    reviews: viewWaiting(await countWaitingWork(ctx.db, ids, readerId)),
    ...readinessIn(own, week),
    walkthroughs: await taughtIn(ctx, people, week, everybody),
    questions: { asked: questions.asked, open: viewWaiting(questions.open) },
  };
}

const personOf = ({ assigned }: Standing): PersonName => ({ id: assigned.personId, name: assigned.name });
const isIn = ({ from, until }: Week, at: Date) => at >= from && at < until;

/** A lab of two paths is passed once. */
function passedIn(
  { standings, facts }: Pick<Standings, 'standings' | 'facts'>,
  week: Week,
): TeamWeek['passed'] {
  const passes = standings.flatMap((standing) =>
    [...standing.labs].flatMap(([slug, { passed }]) => {
      if (passed === null || !isIn(week, passed.at)) return [];
      const person = personOf(standing);
      const lab = { slug, title: facts.get(slug)?.title ?? slug };
      return [[JSON.stringify([person.id, slug]), { person, lab, at: passed.at.toISOString() }] as const];
    }),
  );
  return [...new Map(passes).values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function lateOf({ standings, facts }: Pick<Standings, 'standings' | 'facts'>): TeamWeek['late'] {
  const late = standings.flatMap((standing) =>
    standing.states.flatMap(({ item, late: isLate, dueOn }) => {
      if (!isLate || dueOn === null) return [];
      return [{ person: personOf(standing), title: itemTitle(item, facts), dueOn }];
    }),
  );
  return late.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

async function taughtIn(
  ctx: Pick<Context, 'db'>,
  people: readonly PersonName[],
  week: Week,
  { facts }: Pick<Standings, 'facts'>,
): Promise<TeamWeek['walkthroughs']> {
  const { published, rated } = await listTaughtIn(
    ctx.db,
    people.map(({ id }) => id),
    week,
  );
  const named = new Map(people.map((person) => [person.id, { id: person.id, name: person.name }]));
  const by = (personId: string) => named.get(personId) ?? { id: personId, name: personId };
  return {
    published: published.map(({ personId, slug, title }) => ({
      person: by(personId),
      title,
      lab: { slug, title: facts.get(slug)?.title ?? slug },
    })),
    rated: rated.map(({ personId, ...rating }) => ({ person: by(personId), ...rating })),
  };
}

function readinessIn(
  { standings, readiness }: Pick<Everybody, 'standings' | 'readiness'>,
  week: Week,
): Pick<TeamWeek, 'gained' | 'expiring'> {
  const ready = standings.flatMap((standing) =>
    (readiness.get(standing) ?? [])
      .filter((rule) => rule.ready)
      .map(({ title, since, until }) => ({
        person: personOf(standing),
        title,
        since,
        until,
        today: standing.today,
      })),
  );
  return {
    gained: ready
      .filter(({ since }) => since !== null && isIn(week, new Date(since)))
      .map(({ person, title }) => ({ person, title })),
    expiring: ready
      .flatMap(({ person, title, until, today }) =>
        until !== null && until <= addDays(today, expiringDays) ? [{ person, title, until }] : [],
      )
      .sort((a, b) => (a.until < b.until ? -1 : 1)),
  };
}

function viewWaiting({ count, oldestAt }: WaitingRow): TeamWeek['reviews'] {
  return { count, oldestAt: oldestAt?.toISOString() ?? null };
}
