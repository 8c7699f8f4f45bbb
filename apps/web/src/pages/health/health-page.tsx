import type { LabHealthSummary } from '@springboard/contracts/lab-health.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Activity } from 'lucide-react';
import { useState } from 'react';
import { labsHealthQuery } from '../../api/lab-health.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Period } from './period.tsx';

/** For authors and mentors: how each lab does with those who take it. What needs somebody stands first. */
export function HealthPage() {
  const [days, setDays] = useState(30);
  const health = useQuery(labsHealthQuery(days));
  return (
    <>
      <PageHeader
        title="Lab health"
        description="How labs do with those who take them. Previews and contract tests are not counted. Times leave out pauses, and what passed without an environment."
        actions={<Period days={days} onChange={setDays} />}
      />
      {health.data !== undefined ? (
        health.data.length === 0 ? (
          <EmptyState icon={<Activity aria-hidden />} title="No labs yet">
            Published labs appear here.
          </EmptyState>
        ) : (
          <DataTable
            label="Labs"
            columns={columns}
            rows={health.data.toSorted((a, b) => concern(b) - concern(a) || b.attempts - a.attempts)}
            keyOf={({ lab }) => lab}
            linked
          />
        )
      ) : health.isError ? (
        <RequestError error={health.error} onRetry={() => void health.refetch()} />
      ) : (
        <Loading label="Counting">
          <Skeleton className="h-72 w-full" />
        </Loading>
      )}
    </>
  );
}

function concern({ openFeedback, broken, runs }: LabHealthSummary): number {
  return openFeedback + (broken * 50 >= runs && broken > 1 ? 1 : 0);
}

const columns: readonly Column<LabHealthSummary>[] = [
  {
    head: 'Lab',
    grow: true,
    cell: ({ lab, title }) => {
      const [group = '', name = ''] = lab.split('/');
      return (
        <>
          <Link
            to="/health/$group/$name"
            params={{ group, name }}
            className="font-medium after:absolute after:inset-0 focus-visible:after:outline-2"
          >
            {title}
          </Link>
          <span className="block font-mono text-xs text-ink-3">{lab}</span>
        </>
      );
    },
  },
  {
    head: 'Remarks',
    cell: ({ openFeedback }) =>
      openFeedback === 0 ? (
        <span className="text-ink-3">–</span>
      ) : (
        <Badge tone="warn">{openFeedback} open</Badge>
      ),
  },
  { head: 'Attempts', align: 'end', plain: true, cell: ({ attempts }) => attempts },
  { head: 'Finished', align: 'end', from: 'sm', plain: true, cell: ({ finished }) => finished },
  {
    head: 'Median time of use',
    align: 'end',
    from: 'md',
    plain: true,
    cell: ({ minutes, promisedMinutes }) => (
      <>
        {minutes === null ? '–' : `${Math.round(minutes)} min`}
        <span className="text-ink-3"> of {promisedMinutes}</span>
      </>
    ),
  },
  {
    head: 'Silent runs',
    align: 'end',
    from: 'md',
    plain: true,
    cell: ({ broken, runs }) => (runs === 0 ? '–' : `${broken} of ${runs}`),
  },
];
