import type { SubmissionSummary } from '@springboard/contracts/submissions.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import { submissionsQuery } from '../../api/submissions.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { stateBadge } from '../../modules/submissions/version.tsx';

/** For reviewers: what waits for them, the oldest first, and what was reviewed last. */
export function ReviewsPage() {
  const open = useQuery(submissionsQuery('open'));
  const done = useQuery(submissionsQuery('done'));
  const failed = [open, done].find(({ isError, data }) => isError && data === undefined);
  return (
    <>
      <PageHeader
        title="Reviews"
        description="Written work and walk-throughs that people handed in. Who waits longest stands first."
      />
      {failed ? (
        <RequestError error={failed.error} onRetry={() => void failed.refetch()} />
      ) : open.data === undefined || done.data === undefined ? (
        <Loading label="Loading what waits for a review">
          <Skeleton className="h-56 w-full" />
        </Loading>
      ) : (
        <div className="flex flex-col gap-7">
          <Section title="Waiting" count={open.data.length}>
            {open.data.length === 0 ? (
              <EmptyState icon={<PenLine aria-hidden />} title="Nobody waits for a review">
                What somebody hands in appears here.
              </EmptyState>
            ) : (
              <Submissions label="Waiting for a review" rows={open.data} />
            )}
          </Section>
          {done.data.length === 0 ? null : (
            <Section title="Reviewed">
              <Submissions label="Reviewed" rows={done.data} />
            </Section>
          )}
        </div>
      )}
    </>
  );
}

function Submissions({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly SubmissionSummary[];
}) {
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      keyOf={({ attemptId, taskId, version }) => `${attemptId} ${taskId} ${version}`}
      linked
    />
  );
}

const columns: readonly Column<SubmissionSummary>[] = [
  {
    head: 'Task',
    grow: true,
    cell: ({ attemptId, taskId, task, lab }) => (
      <>
        <Link
          to="/reviews/$id/$taskId"
          params={{ id: attemptId, taskId }}
          className="font-medium after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {task}
        </Link>
        <span className="block text-xs text-ink-3">{lab.title}</span>
      </>
    ),
  },
  { head: 'By', plain: true, cell: ({ person }) => person },
  { head: 'State', from: 'sm', cell: ({ state }) => stateBadge[state] },
  { head: 'Reviewer', from: 'md', plain: true, cell: ({ reviewer }) => reviewer ?? '–' },
  {
    head: 'Handed in',
    align: 'end',
    plain: true,
    cell: ({ handedInAt }) => <RelativeTime at={handedInAt} className="relative" />,
  },
];
