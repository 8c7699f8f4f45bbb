import type { TeamWeek } from '@springboard/contracts/weekly-summary.ts';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayAndTime } from '../../modules/classes/day-and-time.ts';
import { formatDay } from '../../modules/paths/days.ts';

const linkClass = 'rounded-sm font-medium text-accent-text hover:underline';

/** What a week brought to the people of a team, and what is open; what there is none of is left out. */
export function TeamWeekCard({ week }: { readonly week: TeamWeek }) {
  const { team, people, passed, stuck, late, gained, expiring, walkthroughs } = week;
  const { published, rated } = walkthroughs;
  const facts = factsOf(week);
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-3">
        <h2 className="text-sm font-semibold">{team.name}</h2>
        <p className="text-xs text-ink-3">{people === 1 ? '1 person' : `${people} people`}</p>
      </div>
      <div className="flex flex-col gap-4 px-4 py-3 text-sm">
        <Lines
          title="Passed"
          lines={passed.map(({ person, lab, at }) => ({
            key: `${person.id} ${lab.slug}`,
            who: <Person person={person} />,
            what: (
              <>
                “{lab.title}”, <RelativeTime at={at} />
              </>
            ),
          }))}
        />
        <Lines
          title="Stuck now"
          lines={stuck.map(({ person, lab, task, since, attemptId }) => ({
            key: attemptId,
            who: (
              <Link to="/attempts/$id" params={{ id: attemptId }} className={linkClass}>
                {person.name}
              </Link>
            ),
            what: (
              <>
                {task === null ? '' : `“${task.title}” of `}“{lab.title}”, since{' '}
                {dayAndTime(Date.parse(since), Date.now())}
              </>
            ),
          }))}
        />
        <Lines
          title="Late"
          lines={late.map(({ person, title, dueOn }) => ({
            key: `${person.id} ${title} ${dueOn}`,
            who: <Person person={person} />,
            what: `${quoted(title)}, was due on ${formatDay(dueOn)}`,
          }))}
        />
        <Lines
          title="Ready since this week"
          lines={gained.map(({ person, title }) => ({
            key: `${person.id} ${title}`,
            who: <Person person={person} />,
            what: `“${title}”`,
          }))}
        />
        <Lines
          title="Ready, but not for long"
          lines={expiring.map(({ person, title, until }) => ({
            key: `${person.id} ${title}`,
            who: <Person person={person} />,
            what: `“${title}”, until ${formatDay(until)}`,
          }))}
        />
        <Lines
          title="Walk-throughs published"
          lines={published.map(({ person, title, lab }) => ({
            key: `${person.id} ${lab.slug} ${title}`,
            who: <Person person={person} />,
            what: `${quoted(title)}, of “${lab.title}”`,
          }))}
        />
        <Lines
          title="Walk-throughs rated"
          lines={rated.map(({ person, title, ratings, stars }, index) => ({
            key: `${person.id} ${index}`,
            who: <Person person={person} />,
            what: `${quoted(title)}, ${Math.round(stars * 10) / 10} stars of 5 by ${ratings === 1 ? 'one person' : `${ratings} people`}`,
          }))}
        />
        {facts.length === 0 ? null : (
          <ul className="flex flex-col gap-1 text-ink-2">
            {facts.map(({ text, oldestAt }) => (
              <li key={text}>
                {text}
                {oldestAt === null ? null : (
                  <>
                    , the oldest from <RelativeTime at={oldestAt} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
        {[facts, passed, stuck, late, gained, expiring, published, rated].every((one) => one.length === 0) ? (
          <p className="text-ink-3">Nothing to tell.</p>
        ) : null}
      </div>
    </Card>
  );
}

/** Titles hold commas; that of a teaching item has quotes of its own. */
function quoted(title: string): string {
  return title.includes('“') ? title : `“${title}”`;
}

function factsOf({ reviews, questions }: TeamWeek): { text: string; oldestAt: string | null }[] {
  const { asked, open } = questions;
  return [
    {
      count: reviews.count,
      text: `Work that waits for a review: ${reviews.count}`,
      oldestAt: reviews.oldestAt,
    },
    { count: asked, text: `Questions to mentors this week: ${asked}`, oldestAt: null },
    { count: open.count, text: `Questions without an answer: ${open.count}`, oldestAt: open.oldestAt },
  ].flatMap(({ count, ...fact }) => (count > 0 ? [fact] : []));
}

function Person({ person }: { readonly person: { readonly id: string; readonly name: string } }) {
  return (
    <Link to="/people/$id/path" params={{ id: person.id }} className={linkClass}>
      {person.name}
    </Link>
  );
}

interface Line {
  readonly key: string;
  readonly who: ReactNode;
  readonly what: ReactNode;
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h3 className="text-xs font-medium text-ink-3">
        {title} <span className="tabular-nums">{lines.length}</span>
      </h3>
      <ul className="mt-1 flex flex-col gap-1">
        {lines.map(({ key, who, what }) => (
          <li key={key} className="grid gap-x-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
            <span className="min-w-0 truncate">{who}</span>
            <span className="text-pretty text-ink-2">{what}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
