import type { LabTestSummary } from '@springboard/contracts/lab-tests.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FlaskConical } from 'lucide-react';
import { freshnessQuery, labTestsQuery } from '../../api/lab-tests.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { TestBadge } from '../../modules/lab-tests/badges.tsx';
import { FreshnessTable } from './freshness-table.tsx';

/** For authors: which labs are known to keep their contract, and every test that was made. */
export function LabTestsPage() {
  const freshness = useQuery(freshnessQuery);
  const tests = useQuery(labTestsQuery());
  const failed = [freshness, tests].find(({ isError, data }) => isError && data === undefined);
  return (
    <>
      <PageHeader
        title="Lab tests"
        description="Each lab proves itself in a real environment: nothing passes untouched, no wrong solution passes, the solution does."
      />
      {failed ? (
        <RequestError error={failed.error} onRetry={() => void failed.refetch()} />
      ) : freshness.data === undefined || tests.data === undefined ? (
        <Loading label="Loading the tests" className="flex flex-col gap-6">
          <Skeleton className="h-56 w-full" />
          <Skeleton className="h-56 w-full" />
        </Loading>
      ) : (
        <div className="flex flex-col gap-7">
          <Section
            title="Published labs"
            count={freshness.data.labs.length}
            note={
              freshness.data.nightly === null
                ? 'not tested by themselves'
                : `tested by themselves at night, ${freshness.data.nightly}`
            }
          >
            <FreshnessTable labs={freshness.data.labs} />
          </Section>
          <Section title="Latest tests">
            <Tests tests={tests.data} />
          </Section>
        </div>
      )}
    </>
  );
}

function Tests({ tests }: { readonly tests: readonly LabTestSummary[] }) {
  if (tests.length === 0)
    return (
      <EmptyState icon={<FlaskConical aria-hidden />} title="No tests yet">
        Test a lab above, or send the one you work on with{' '}
        <code className="font-mono text-xs">springboard lab test --remote</code>.
      </EmptyState>
    );
  return <DataTable label="Latest tests" columns={columns} rows={tests} keyOf={({ id }) => id} linked />;
}

const sources = { published: 'published', files: 'files', schedule: 'by itself' } as const;

const columns: readonly Column<LabTestSummary>[] = [
  {
    head: 'Lab',
    grow: true,
    cell: (test) => (
      <>
        <Link
          to="/lab-tests/$id"
          params={{ id: test.id }}
          className="font-medium after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {test.title}
        </Link>
        <span className="block font-mono text-xs text-ink-3">{test.lab}</span>
      </>
    ),
  },
  { head: 'State', cell: (test) => <TestBadge state={test.state} /> },
  {
    head: 'Of',
    from: 'md',
    plain: true,
    cell: ({ source, commit, hash }) => (
      <>
        {sources[source]} <span className="font-mono text-xs text-ink-3">{(commit ?? hash).slice(0, 8)}</span>
      </>
    ),
  },
  { head: 'By', from: 'lg', plain: true, cell: ({ by }) => by?.name ?? 'the schedule' },
  {
    head: 'Took',
    from: 'md',
    align: 'end',
    plain: true,
    cell: ({ startedAt, endedAt }) =>
      startedAt === null || endedAt === null
        ? '–'
        : formatDuration(Date.parse(endedAt) - Date.parse(startedAt)),
  },
  {
    head: 'Asked for',
    from: 'sm',
    align: 'end',
    plain: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} className="relative" />,
  },
];
