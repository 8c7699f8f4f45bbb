import type { PersonName } from '@springboard/contracts/people.ts';
import type { TeamWeek } from '@springboard/contracts/weekly-summary.ts';
import { listTaughtIn } from '@springboard/db/repositories/walkthroughs.ts';
import {
  countQuestions,
  countWaitingWork,
  type QuestionsRow,
  type WaitingRow,
} from '@springboard/db/repositories/weekly-summary.ts';
import type { Context } from '../context.ts';
import { addDays } from '../paths/days.ts';
import { itemTitle } from '../paths/item-title.ts';
import type { Standing, Standings } from '../paths/standings.ts';
import { type Evidence, loadEvidence } from '../readiness/evidence.ts';
import { readyBy } from '../readiness/ready.ts';
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

/** Whose week it is, and who reads it: they review none of their own work. */
interface Reading {
  readonly week: Week;
  readonly readerId: string;
}

/** How people stand on their paths, who of them is stuck, what they have shown, and what is asked, written and taught. */
export interface Everybody extends Pick<Standings, 'facts'> {
  readonly standings: readonly Standing[];
  readonly stuck: TeamWeek['stuck'];
  readonly evidence: Evidence;
  /** By whose they are. */
  readonly waitingWork: ReadonlyMap<string, WaitingRow>;
  readonly questions: ReadonlyMap<string, QuestionsRow>;
  readonly taught: Awaited<ReturnType<typeof listTaughtIn>>;
}

/** Loads what the weeks of all teams are made from, by what their pages are: as many queries for ten teams as for one. */
export async function loadEverybody(
  ctx: Pick<Context, 'db' | 'clock'>,
  people: readonly PersonName[],
  { week, readerId }: Reading,
): Promise<Everybody> {
  const ids = people.map(({ id }) => id);
  // Side by side: while one of them reads, the database works for the others.
  const [loaded, waitingWork, questions, taught] = await Promise.all([
    loadWithEvidence(ctx, people),
    countWaitingWork(ctx.db, ids, readerId),
    countQuestions(ctx.db, ids, week),
    listTaughtIn(ctx.db, ids, week),
  ]);
  return { ...loaded, waitingWork, questions, taught };
}

async function loadWithEvidence(ctx: Pick<Context, 'db' | 'clock'>, people: readonly PersonName[]) {
  const loaded = await loadPeople(ctx, people);
  return { ...loaded, evidence: await loadEvidence(ctx, loaded) };
}

/** What a week brought to people of a team. */
export function teamWeek({ id, name, people }: LookedAfter, everybody: Everybody, week: Week): TeamWeek {
  const named = new Map(people.map((person) => [person.id, person]));
  const own = {
    ...everybody,
    standings: everybody.standings.filter(({ assigned }) => named.has(assigned.personId)),
  };
  const questions = people.flatMap((person) => everybody.questions.get(person.id) ?? []);
  return {
    team: { id, name },
    people: people.length,
    passed: passedIn(own, week),
    stuck: everybody.stuck.filter(({ person }) => named.has(person.id)),
    late: lateOf(own),
    reviews: viewWaiting(people.flatMap((person) => everybody.waitingWork.get(person.id) ?? [])),
    ...readinessIn(own, week),
    walkthroughs: taughtBy(named, everybody),
    questions: {
      asked: questions.reduce((sum, { asked }) => sum + asked, 0),
      open: viewWaiting(questions.map(({ open }) => open)),
    },
  };
}

const personOf = ({ assigned }: Standing): PersonName => ({ id: assigned.personId, name: assigned.name });
/** In numbers: tens of thousands of passes are looked at. */
const isIn = ({ from, until }: Week, at: Date) =>
  at.getTime() >= from.getTime() && at.getTime() < until.getTime();

/** A lab of two paths is passed once. */
function passedIn(
  { standings, facts }: Pick<Standings, 'standings' | 'facts'>,
  week: Week,
): TeamWeek['passed'] {
  const passes = new Map<string, TeamWeek['passed'][number]>();
  for (const standing of standings)
    for (const [slug, { passed }] of standing.labs) {
      if (passed === null || !isIn(week, passed.at)) continue;
      const person = personOf(standing);
      const lab = { slug, title: facts.get(slug)?.title ?? slug };
      passes.set(JSON.stringify([person.id, slug]), { person, lab, at: passed.at.toISOString() });
    }
  return [...passes.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

function lateOf({ standings, facts }: Pick<Standings, 'standings' | 'facts'>): TeamWeek['late'] {
  const late: TeamWeek['late'] = [];
  for (const standing of standings) {
    const person = personOf(standing);
    for (const { item, late: isLate, dueOn } of standing.states)
      if (isLate && dueOn !== null) late.push({ person, title: itemTitle(item, facts), dueOn });
  }
  return late.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

function taughtBy(
  named: ReadonlyMap<string, PersonName>,
  { facts, taught }: Pick<Everybody, 'facts' | 'taught'>,
): TeamWeek['walkthroughs'] {
  return {
    published: taught.published.flatMap(({ personId, slug, title }) => {
      const person = named.get(personId);
      return person ? [{ person, title, lab: { slug, title: facts.get(slug)?.title ?? slug } }] : [];
    }),
    rated: taught.rated.flatMap(({ personId, ...rating }) => {
      const person = named.get(personId);
      return person ? [{ person, ...rating }] : [];
    }),
  };
}

function readinessIn(
  { standings, evidence }: Pick<Everybody, 'standings' | 'evidence'>,
  week: Week,
): Pick<TeamWeek, 'gained' | 'expiring'> {
  const ready = standings.flatMap((standing) =>
    standing.path.readiness.flatMap((rule) => {
      const by = readyBy(standing, rule, evidence);
      const person = personOf(standing);
      return by ? [{ person, title: rule.title, today: standing.today, ...by }] : [];
    }),
  );
  return {
    gained: ready
      .filter(({ since }) => since !== null && isIn(week, since))
      .map(({ person, title }) => ({ person, title })),
    expiring: ready
      .flatMap(({ person, title, until, today }) =>
        until !== null && until <= addDays(today, expiringDays) ? [{ person, title, until }] : [],
      )
      .sort((a, b) => (a.until < b.until ? -1 : 1)),
  };
}

/** Of several people together. */
function viewWaiting(rows: readonly WaitingRow[]): TeamWeek['reviews'] {
  const times = rows.flatMap(({ oldestAt }) => oldestAt?.getTime() ?? []);
  return {
    count: rows.reduce((sum, { count }) => sum + count, 0),
    oldestAt: times.length === 0 ? null : new Date(Math.min(...times)).toISOString(),
  };
}
