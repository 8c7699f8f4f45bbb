import type { AttemptSummary } from '@springboard/contracts/attempts.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { buttonClass } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, ListChecks } from 'lucide-react';
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
    <Card className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead className="border-b border-line text-left text-xs text-ink-3">
          <tr>
            <th className="px-4 py-2 font-medium">Lab</th>
            <th className="px-3 py-2 font-medium">State</th>
            <th className="px-3 py-2 font-medium">Score</th>
            <th className="px-3 py-2 text-right font-medium max-md:hidden">Tasks</th>
            <th className="px-3 py-2 text-right font-medium max-md:hidden">Took</th>
            <th className="px-3 py-2 text-right font-medium max-sm:hidden">Started</th>
            <th className="py-2 pr-4 pl-3 max-sm:hidden">
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {attempts.map((attempt) => (
            <Row key={attempt.id} attempt={attempt} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Row({ attempt }: { readonly attempt: AttemptSummary }) {
  const active = attempt.state === 'active';
  const share = attempt.maxScore > 0 ? attempt.score / attempt.maxScore : 0;
  return (
    <tr className="relative hover:bg-hover">
      <td className="px-4 py-2.5">
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
      </td>
      <td className="px-3 py-2.5">
        <StateBadge attempt={attempt} />
      </td>
      <td className="px-3 py-2.5">
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
          </span>
        </div>
      </td>
      <td className="px-3 py-2.5 text-right text-ink-2 max-md:hidden">
        {attempt.tasksPassed} / {attempt.taskCount}
      </td>
      <td className="px-3 py-2.5 text-right whitespace-nowrap text-ink-2 max-md:hidden">
        {attempt.finishedAt === null
          ? '–'
          : formatDuration(Date.parse(attempt.finishedAt) - Date.parse(attempt.startedAt))}
      </td>
      <td className="px-3 py-2.5 text-right whitespace-nowrap text-ink-2 max-sm:hidden">
        <RelativeTime at={attempt.startedAt} className="relative" />
      </td>
      <td className="py-2.5 pr-4 pl-3 text-right text-ink-3 max-sm:hidden">
        <span className="inline-flex items-center gap-1 text-sm whitespace-nowrap">
          {active ? <span className="font-medium text-accent-text">Resume</span> : null}
          <ArrowRight aria-hidden className="size-4" />
        </span>
      </td>
    </tr>
  );
}

function StateBadge({ attempt }: { readonly attempt: AttemptSummary }) {
  if (attempt.state === 'active') return <Badge tone="accent">In progress</Badge>;
  if (attempt.state === 'abandoned') return <Badge>Given up</Badge>;
  if (attempt.tasksPassed === attempt.taskCount) return <Badge tone="good">All passed</Badge>;
  return <Badge>Finished</Badge>;
}
