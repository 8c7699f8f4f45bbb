import type { HelpDetail } from '@springboard/contracts/help-queue.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Link } from '@tanstack/react-router';
import { StateBadge } from './state-badge.tsx';

const link = 'rounded-sm text-accent-text hover:underline';

/** Who asks, since when, from which team, about which task of which lab, and who has it. */
export function QuestionHead({ question }: { readonly question: HelpDetail }) {
  const { person, teams, askedAt, lab, task, attemptId, attemptActive, state, takenBy } = question;
  const to = { id: attemptId };
  return (
    <header>
      <title>{`${person}: ${task.title} · Springboard`}</title>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold tracking-tight">{person}</h2>
        <StateBadge state={state} />
        {takenBy === null ? null : <span className="text-sm text-ink-2">{takenBy.name}</span>}
      </div>
      <p className="mt-1 text-sm text-pretty text-ink-2">
        {teams.length === 0 ? '' : `${teams.join(', ')} · `}
        {lab.title} · {task.number}. {task.title}
      </p>
      <p className="mt-1 text-sm text-ink-3">
        Asked <RelativeTime at={askedAt} /> ·{' '}
        <Link to="/attempts/$id" params={to} className={link}>
          {attemptActive ? 'The attempt' : 'The attempt, which is over'}
        </Link>{' '}
        ·{' '}
        <Link to="/attempts/$id/timeline" params={to} className={link}>
          Its timeline
        </Link>
      </p>
    </header>
  );
}
