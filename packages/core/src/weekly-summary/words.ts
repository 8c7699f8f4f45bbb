import type { TeamWeek } from '@springboard/contracts/weekly-summary.ts';
import { spokenDay } from '../paths/days.ts';
import type { Week } from './week.ts';

/** Lines of a list at most: who has more looks at the team's page. */
const mostLines = 15;
const dayMs = 86_400_000;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** Whether there is anything of a team to tell. */
function isQuiet(team: TeamWeek): boolean {
  const { published, rated } = team.walkthroughs;
  const lists = [team.passed, team.stuck, team.late, team.gained, team.expiring, published, rated];
  return (
    lists.every((list) => list.length === 0) &&
    team.reviews.count === 0 &&
    team.questions.asked === 0 &&
    team.questions.open.count === 0
  );
}

/** `23 Nov to 29 Nov`: the last day is in it. */
export function daysOf({ from, until }: Week): string {
  return `${day.format(from)} to ${day.format(new Date(until.getTime() - 1))}`;
}

/** The week in a line: `2 passed, 1 stuck, 3 late`. */
export function lineOf(teams: readonly TeamWeek[]): string {
  const sum = (of: (team: TeamWeek) => number) => teams.reduce((total, team) => total + of(team), 0);
  const published = sum(({ walkthroughs }) => walkthroughs.published.length);
  const rated = sum(({ walkthroughs }) => walkthroughs.rated.length);
  const parts = [
    [sum(({ passed }) => passed.length), 'passed'],
    [sum(({ stuck }) => stuck.length), 'stuck'],
    [sum(({ late }) => late.length), 'late'],
    [sum(({ reviews }) => reviews.count), 'to review'],
    [sum(({ questions }) => questions.open.count), 'open questions'],
    [published, published === 1 ? 'new walk-through' : 'new walk-throughs'],
    [rated, rated === 1 ? 'walk-through rated' : 'walk-throughs rated'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return told.length > 0 ? told.join(', ') : 'nobody is stuck or late, and nothing waits';
}

/** The summary as lines of a mail; null when there is nothing to tell of any team. `now` is when it is read. */
export function textOf(teams: readonly TeamWeek[], week: Week, now: Date): string | null {
  const told = teams.filter((team) => !isQuiet(team));
  if (told.length === 0) return null;
  const quiet = teams.filter(isQuiet).map(({ team }) => team.name);
  return [
    `The week from ${daysOf(week)}: ${lineOf(teams)}.`,
    ...told.map((team) => teamText(team, now)),
    ...(quiet.length === 0 ? [] : [`Nothing to tell of ${quiet.join(', ')}.`]),
  ].join('\n\n\n');
}

function teamText(of: TeamWeek, now: Date): string {
  const { team, people, passed, stuck, late, reviews, gained, expiring, questions, walkthroughs } = of;
  const head = `${oneLine(team.name).toUpperCase()} (${people === 1 ? '1 person' : `${people} people`})`;
  return [
    head,
    ...list('Passed', passed, ({ person, lab }) => [person.name, quoted(lab.title)]),
    ...list('Stuck now', stuck, ({ person, lab, task, since }) => [
      person.name,
      `${task === null ? '' : `${quoted(task.title)} of `}${quoted(lab.title)}, since ${dayAndTime.format(new Date(since))}`,
    ]),
    ...list('Late', late, ({ person, title, dueOn }) => [
      person.name,
      `${quoted(title)}, was due on ${spokenDay(dueOn)}`,
    ]),
    ...list('Ready since this week', gained, ({ person, title }) => [person.name, quoted(title)]),
    ...list('Ready, but not for long', expiring, ({ person, title, until }) => [
      person.name,
      `${quoted(title)}, until ${spokenDay(until)}`,
    ]),
    ...list('Walk-throughs published', walkthroughs.published, ({ person, title, lab }) => [
      person.name,
      `${quoted(title)}, of ${quoted(lab.title)}`,
    ]),
    ...list('Walk-throughs rated', walkthroughs.rated, ({ person, title, ratings, stars }) => [
      person.name,
      `${quoted(title)}, ${starWords({ ratings, stars })}`,
    ]),
    ...waiting('Work that waits for a review', reviews, now),
    ...(questions.asked === 0 ? [] : [`Questions to mentors: ${questions.asked} in the week`]),
    ...waiting('Questions without an answer', questions.open, now),
  ].join('\n\n');
}

function list<T>(title: string, items: readonly T[], say: (item: T) => readonly [string, string]): string[] {
  if (items.length === 0) return [];
  const lines = items.slice(0, mostLines).map((item) => {
    const [name, what] = say(item);
    return `  ${oneLine(name)}: ${what}`;
  });
  const more = items.length - lines.length;
  return [[`${title}: ${items.length}`, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')];
}

function waiting(title: string, { count, oldestAt }: TeamWeek['reviews'], now: Date): string[] {
  if (count === 0) return [];
  const days = oldestAt === null ? 0 : Math.floor((now.getTime() - Date.parse(oldestAt)) / dayMs);
  const oldest = days === 0 ? 'less than a day' : days === 1 ? 'a day' : `${days} days`;
  return [`${title}: ${count}, the oldest for ${oldest}`];
}

/** `4.5 stars of 5 by 2 people`. */
function starWords({ ratings, stars }: { readonly ratings: number; readonly stars: number }): string {
  return `${Math.round(stars * 10) / 10} stars of 5 by ${ratings === 1 ? 'one person' : `${ratings} people`}`;
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
/** What has quotes of its own, such as *Teach “…”*, stays as it is. */
const quoted = (text: string) => (text.includes('“') ? oneLine(text) : `“${oneLine(text)}”`);
