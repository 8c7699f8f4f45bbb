import type { WeeklySummary } from '@springboard/contracts/weekly-summary.ts';
import { buttonClass } from '@springboard/ui/button.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarRange, UsersRound } from 'lucide-react';
import { weeklySummaryQuery } from '../../api/weekly-summary.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { TeamWeekCard } from './team-week-card.tsx';

/** The week so far of the teams that somebody looks after, as the summary on Monday tells it. */
export function WeeklySummaryPage() {
  const summary = useQuery(weeklySummaryQuery);
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader
        title="This week"
        description="What Monday’s summary would say of your teams if it were sent now."
        actions={
          <Link to="/settings" hash="notices" className={buttonClass('ghost')}>
            Choose where it goes
          </Link>
        }
      />
      {summary.data !== undefined ? (
        <Teams summary={summary.data} />
      ) : summary.isError ? (
        <RequestError error={summary.error} onRetry={() => void summary.refetch()} />
      ) : (
        <Loading label="Loading the week">
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </div>
  );
}

function Teams({ summary: { teams, text } }: { readonly summary: WeeklySummary }) {
  if (teams.length === 0)
    return (
      <EmptyState icon={<UsersRound aria-hidden />} title="You look after no team">
        A team appears here when you manage it, or mentor people in it. An operator makes teams and names who
        does.
      </EmptyState>
    );
  if (text === null)
    return (
      <EmptyState icon={<CalendarRange aria-hidden />} title="Nothing to tell so far">
        Nobody has passed anything this week, nobody is stuck or late, and nothing waits. When a week ends
        like that, no summary is sent.
      </EmptyState>
    );
  return (
    <div className="flex flex-col gap-4">
      {teams.map((team) => (
        <TeamWeekCard key={team.team.id} week={team} />
      ))}
      <details className="rounded-lg border border-line bg-surface">
        <summary className="cursor-pointer rounded-lg px-4 py-2.5 text-sm text-ink-2 hover:bg-hover">
          As a mail
        </summary>
        <pre className="overflow-x-auto border-t border-line px-4 py-3 font-mono text-xs whitespace-pre-wrap">
          {text}
        </pre>
      </details>
    </div>
  );
}
