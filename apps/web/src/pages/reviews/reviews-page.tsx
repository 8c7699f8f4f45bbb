import type { Permission } from '@springboard/contracts/roles.ts';
import type { SubmissionSummary } from '@springboard/contracts/submissions.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PenLine, Users } from 'lucide-react';
import { meQuery } from '../../api/session.ts';
import { submissionsQuery } from '../../api/submissions.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from '../../modules/submissions/version.tsx';

const seniorRights: readonly Permission[] = ['submission.review', 'submission.team.review'];

/** For reviewers: what waits for them, the oldest first, and what was reviewed last. */
export function ReviewsPage() {
  const open = useQuery(submissionsQuery('open'));
  const done = useQuery(submissionsQuery('done'));
  const failed = [open, done].find(({ isError, data }) => isError && data === undefined);
  return (
    <>
      <PageHeader
        title="Reviews"
        description="Written and recorded work that people handed in. What waits longest stands first."
      />
      {failed ? (
        <RequestError error={failed.error} onRetry={() => void failed.refetch()} />
      ) : open.data === undefined || done.data === undefined ? (
        <Loading label="Loading what waits for a review">
          <Skeleton className="h-56 w-full" />
        </Loading>
      ) : (
        <Queue open={open.data} done={done.data} />
      )}
    </>
  );
}

function Queue({
  open,
  done,
}: {
  readonly open: readonly SubmissionSummary[];
  readonly done: readonly SubmissionSummary[];
}) {
  const { data: me } = useQuery(meQuery);
  const isSenior = me?.permissions.some((one) => seniorRights.includes(one)) ?? false;
  const asked = open.filter(({ asPeer }) => asPeer);
  const waiting = open.filter(({ asPeer }) => !asPeer);
  return (
    <div className="flex flex-col gap-7">
      {asked.length === 0 && isSenior ? null : (
        <Section title="Asked of you" count={asked.length}>
          {asked.length === 0 ? (
            <EmptyState icon={<Users aria-hidden />} title="Nobody asks for your review">
              In some labs those who have passed review what others hand in. It appears here once you have
              passed one of them.
            </EmptyState>
          ) : (
            <Submissions label="Asked of you" rows={asked} />
          )}
        </Section>
      )}
      {isSenior ? (
        <Section title="Waiting" count={waiting.length}>
          {waiting.length === 0 ? (
            <EmptyState icon={<PenLine aria-hidden />} title="Nobody waits for a review">
              What somebody hands in appears here.
            </EmptyState>
          ) : (
            <Submissions label="Waiting for a review" rows={waiting} />
          )}
        </Section>
      ) : null}
      {done.length === 0 ? null : (
        <Section title="Reviewed">
          <Submissions label="Reviewed" rows={done} />
        </Section>
      )}
    </div>
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
  { head: 'By', plain: true, cell: ({ person }) => person ?? 'A colleague' },
  { head: 'Version', from: 'lg', align: 'end', plain: true, cell: ({ version }) => version },
  {
    head: 'State',
    from: 'sm',
    cell: ({ state, reviewedBy }) => <StateBadge state={state} accepted={reviewedBy.length} />,
  },
  { head: 'Reviewer', from: 'md', plain: true, cell: (row) => <Reviewer row={row} /> },
  {
    head: 'Handed in',
    align: 'end',
    plain: true,
    cell: ({ handedInAt }) => <RelativeTime at={handedInAt} className="relative" />,
  },
];

/** Who has reviewed it, and who is at it. */
function Reviewer({ row }: { readonly row: SubmissionSummary }) {
  const { reviewedBy, taken } = row;
  if (reviewedBy.length === 0 && taken === null) return '–';
  return (
    <>
      {reviewedBy.join(', ')}
      {taken === null ? null : (
        <span className="block text-xs text-ink-3">
          {taken.own ? 'You are at it' : `${taken.by} is at it`}
        </span>
      )}
    </>
  );
}
