import type { PathAssignmentView } from '@springboard/contracts/paths.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Progress } from '@springboard/ui/progress.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Route } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { pathAssignmentsQuery } from '../../api/paths.ts';
import { useMay } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { formatDay } from '../../modules/paths/days.ts';
import { Forecast } from '../../modules/paths/forecast.tsx';
import { AssignDialog } from './assign-dialog.tsx';

/** Everybody who is on a path and how far they are, and the way to put somebody on one. */
export function PathsPage() {
  const reads = useMay('attempt.any.read', 'attempt.team.read');
  const assigns = useMay('path.any.assign', 'path.team.assign');
  const [assigning, setAssigning] = useState(false);
  const assign = assigns ? (
    <Button
      variant="primary"
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setAssigning(true)}
    >
      Assign a path
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Paths" description="Who is on which path, and how far." actions={assign} />
      {reads ? (
        <Assignments />
      ) : (
        <EmptyState icon={<Route aria-hidden />} title="Results are for mentors and managers">
          You can put people on paths; how far they are is shown to those who may read their attempts.
        </EmptyState>
      )}
      <AssignDialog open={assigning} onClose={() => setAssigning(false)} />
    </>
  );
}

function Assignments(): ReactNode {
  const assignments = useQuery(pathAssignmentsQuery);
  if (assignments.data === undefined)
    return assignments.isError ? (
      <RequestError error={assignments.error} onRetry={() => void assignments.refetch()} />
    ) : (
      <Loading label="Loading who is on a path">
        <Skeleton className="h-72 w-full" />
      </Loading>
    );
  if (assignments.data.length === 0)
    return (
      <EmptyState icon={<Route aria-hidden />} title="Nobody is on a path yet">
        Assign one to a newcomer or a whole team: due dates count from the day they begin, and what they have
        done already counts.
      </EmptyState>
    );
  return (
    <DataTable
      label="People on paths"
      columns={columns}
      rows={assignments.data}
      keyOf={({ person, path }) => `${person.id} ${path.id}`}
      linked
    />
  );
}

const columns: readonly Column<PathAssignmentView>[] = [
  {
    head: 'Person',
    cell: ({ person, path }) => (
      <>
        <Link
          to="/people/$id/path"
          params={{ id: person.id }}
          className="font-medium after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {person.name}
        </Link>
        <p className="text-xs text-ink-3 sm:hidden">{path.title}</p>
      </>
    ),
  },
  { head: 'Path', from: 'sm', cell: ({ path }) => <span className="text-ink-2">{path.title}</span> },
  { head: 'Done', cell: ({ progress }) => <Done progress={progress} /> },
  {
    head: 'Late',
    cell: ({ progress }) =>
      progress.late === 0 ? (
        <span className="text-ink-3">–</span>
      ) : (
        <Badge tone="bad">
          {progress.late} <span className="max-sm:sr-only">late</span>
        </Badge>
      ),
  },
  {
    head: 'Forecast',
    from: 'md',
    cell: ({ progress }) => <Forecast progress={progress} className="text-xs" />,
  },
  {
    head: 'Due',
    align: 'end',
    from: 'md',
    plain: true,
    cell: ({ progress }) => (progress.dueOn === null ? '–' : formatDay(progress.dueOn)),
  },
  { head: 'Began', align: 'end', from: 'lg', plain: true, cell: ({ startsOn }) => formatDay(startsOn) },
];

function Done({ progress }: Pick<PathAssignmentView, 'progress'>) {
  const { done, total } = progress;
  return (
    <span className="flex items-center gap-3 whitespace-nowrap">
      <Progress
        value={total === 0 ? 1 : done / total}
        tone={progress.finishedAt === null ? 'accent' : 'good'}
        label={`${done} of ${total} done`}
        className="w-20 max-md:hidden"
      />
      <span>
        {done}
        <span className="text-ink-3"> / {total}</span>
      </span>
    </span>
  );
}
