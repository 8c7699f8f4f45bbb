import type { AttemptSummary } from '@springboard/contracts/attempts.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { buttonClass } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, ChartGantt, ListChecks } from 'lucide-react';
import { attemptsQuery } from '../../api/attempts.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { formatScore } from '../../modules/attempts/score.ts';

/** All attempts of the person, newest first. */
export function ResultsPage() {
  const attempts = useQuery(attemptsQuery);
  return (
    <>
      <PageHeader title="My results" description="Every attempt you made, and what it brought." />
      {attempts.data !== undefined ? (
        <Attempts attempts={attempts.data} />
      ) : attempts.isError ? (
        <RequestError error={attempts.error} onRetry={() => void attempts.refetch()} />
      ) : (
        <Loading label="Loading your results">
          <Skeleton className="h-64 w-full" />
        </Loading>
      )}
    </>
  );
}

function Attempts({ attempts }: { readonly attempts: readonly AttemptSummary[] }) {
  if (attempts.length === 0) {
    return (
      <EmptyState
        icon={<ListChecks aria-hidden />}
        title="No results yet"
        actions={
          <Link to="/labs" className={buttonClass('primary')}>
            Choose a lab
          </Link>
        }
      >
        Start a lab; its score appears here as you go, and stays.
      </EmptyState>
    );
  }
  return (
    <DataTable label="My attempts" columns={columns} rows={attempts} keyOf={(attempt) => attempt.id} linked />
  );
}

const columns: readonly Column<AttemptSummary>[] = [
  { head: 'Lab', cell: (attempt) => <Lab attempt={attempt} /> },
  { head: 'State', cell: (attempt) => <StateBadge attempt={attempt} /> },
  { head: 'Score', cell: (attempt) => <Score attempt={attempt} /> },
  {
    head: 'Tasks',
    align: 'end',
    from: 'md',
    plain: true,
    cell: (attempt) => `${attempt.tasksPassed} / ${attempt.taskCount}`,
  },
  {
    head: 'Took',
    align: 'end',
    from: 'md',
    plain: true,
    cell: ({ startedAt, finishedAt }) =>
      finishedAt === null ? '–' : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)),
  },
  {
    head: 'Started',
    align: 'end',
    from: 'sm',
    plain: true,
    cell: (attempt) => <RelativeTime at={attempt.startedAt} className="relative" />,
  },
  {
    head: 'Timeline',
    quiet: true,
    align: 'end',
    cell: ({ id, lab, number }) => (
      <Link
        to="/attempts/$id/timeline"
        params={{ id }}
        aria-label={`Timeline of ${lab.title}, attempt ${number}`}
        className="relative inline-flex items-center gap-1.5 rounded-sm whitespace-nowrap text-accent-text hover:underline"
      >
        <ChartGantt aria-hidden className="size-4" />
        <span className="max-md:sr-only">Timeline</span>
      </Link>
    ),
  },
  {
    head: 'Open',
    quiet: true,
    align: 'end',
    from: 'sm',
    cell: (attempt) => (
      <span className="inline-flex items-center gap-1 text-sm whitespace-nowrap text-ink-3">
        {attempt.state === 'active' ? <span className="font-medium text-accent-text">Resume</span> : null}
        <ArrowRight aria-hidden className="size-4" />
      </span>
    ),
  },
];

function Lab({ attempt }: { readonly attempt: AttemptSummary }) {
  return (
    <>
      <Link
        to="/attempts/$id"
        params={{ id: attempt.id }}
        className="font-medium after:absolute after:inset-0 focus-visible:after:outline-2"
      >
        {attempt.lab.title}
      </Link>
      <p className="text-xs text-ink-3">
        <span className="font-mono max-sm:hidden">{attempt.lab.slug}</span>
        <span className="sm:hidden">
          <RelativeTime at={attempt.startedAt} className="relative" />
        </span>
        {attempt.number > 1 ? ` · attempt ${attempt.number}` : ''}
      </p>
    </>
  );
}

function Score({ attempt }: { readonly attempt: AttemptSummary }) {
  const share = attempt.maxScore > 0 ? attempt.score / attempt.maxScore : 0;
  return (
    <div className="flex items-center gap-3 whitespace-nowrap">
      <Progress
        value={share}
        tone="good"
        label={`Score ${formatScore(attempt.score)} of ${formatScore(attempt.maxScore)}`}
        className="w-16 max-md:hidden"
      />
      <span>
        <span className="font-medium">{formatScore(attempt.score)}</span>
        <span className="text-ink-3"> / {formatScore(attempt.maxScore)}</span>
        {attempt.inReview > 0 ? <span className="block text-xs text-ink-3">a part in review</span> : null}
      </span>
    </div>
  );
}

function StateBadge({ attempt }: { readonly attempt: AttemptSummary }) {
  if (attempt.state === 'active') return <Badge tone="accent">In progress</Badge>;
  if (attempt.state === 'abandoned') return <Badge>Given up</Badge>;
  if (attempt.inReview > 0) return <Badge tone="accent">In review</Badge>;
  if (attempt.tasksPassed === attempt.taskCount) return <Badge tone="good">All passed</Badge>;
  return <Badge>Finished</Badge>;
}
