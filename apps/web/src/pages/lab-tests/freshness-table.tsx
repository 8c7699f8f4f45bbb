import type { LabFreshness } from '@springboard/contracts/lab-tests.ts';
import { Button } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FlaskConical, Play } from 'lucide-react';
import { startLabTest } from '../../api/lab-tests.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { FreshnessBadge } from '../../modules/lab-tests/badges.tsx';

/** Every published lab with what its tests say, those that want looking after first. */
export function FreshnessTable({ labs }: { readonly labs: readonly LabFreshness[] }) {
  if (labs.length === 0)
    return (
      <EmptyState icon={<FlaskConical aria-hidden />} title="No labs yet">
        As soon as one is published, it is listed and tested here.
      </EmptyState>
    );
  const urgency = { stale: 0, due: 1, fresh: 2 } as const;
  const rows = labs.toSorted((a, b) => urgency[a.state] - urgency[b.state] || a.lab.localeCompare(b.lab));
  return <DataTable label="Published labs" columns={columns} rows={rows} keyOf={({ lab }) => lab} tall />;
}

const columns: readonly Column<LabFreshness>[] = [
  {
    head: 'Lab',
    grow: true,
    cell: (row) => (
      <>
        <span className="font-medium">{row.title}</span>
        <span className="block font-mono text-xs text-ink-3">{row.lab}</span>
        <span className="mt-1 block text-xs text-ink-2">
          <Why row={row} />
        </span>
      </>
    ),
  },
  { head: 'State', cell: (row) => <FreshnessBadge state={row.state} /> },
  { head: 'Looked after by', from: 'lg', plain: true, cell: ({ owner }) => owner ?? '–' },
  {
    head: 'Last passed',
    from: 'md',
    plain: true,
    cell: ({ lastGreen }) =>
      lastGreen === null ? (
        'never'
      ) : (
        <>
          <Link
            to="/lab-tests/$id"
            params={{ id: lastGreen.id }}
            className="rounded-md underline decoration-line-strong underline-offset-2 hover:text-ink"
          >
            <RelativeTime at={lastGreen.at} />
          </Link>
          {lastGreen.commit === null ? null : (
            <span className="ml-2 font-mono text-xs text-ink-3">{lastGreen.commit.slice(0, 8)}</span>
          )}
        </>
      ),
  },
  { head: 'Test', quiet: true, align: 'end', cell: (row) => <TestButton row={row} /> },
];

/** Since when it is stale, with the way to the log; else why it is not fresh. */
function Why({ row }: { readonly row: LabFreshness }) {
  if (row.state === 'stale' && row.since !== null && row.lastTest !== null)
    return (
      <>
        Stale since <RelativeTime at={row.since} />:{' '}
        <Link
          to="/lab-tests/$id"
          params={{ id: row.lastTest.id }}
          className="rounded-md font-medium text-bad-text underline"
        >
          see the log
        </Link>
      </>
    );
  return row.reason;
}

function TestButton({ row }: { readonly row: LabFreshness }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => startLabTest({ lab: row.lab, keep: false }),
    onSuccess: ({ id }) => navigate({ to: '/lab-tests/$id', params: { id } }),
    onError: notifyFailure,
    onSettled: () => client.invalidateQueries({ queryKey: ['lab-tests'] }),
  });
  if (row.openTest !== null)
    return (
      <Link
        to="/lab-tests/$id"
        params={{ id: row.openTest }}
        className="inline-flex h-7 items-center rounded-md text-xs font-medium whitespace-nowrap text-accent-text"
      >
        Under way
      </Link>
    );
  return (
    <Button
      size="sm"
      busy={start.isPending}
      icon={<Play aria-hidden className="size-3.5" />}
      onClick={() => start.mutate()}
      aria-label={`Test ${row.title}`}
    >
      Test
    </Button>
  );
}
