import type { ClassSummary } from '@springboard/contracts/classes.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { buttonClass } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus, Presentation } from 'lucide-react';
import { classesQuery } from '../../api/classes.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { dayAndTime } from '../../modules/classes/day-and-time.ts';
import { classLooks } from './words.ts';

/** Classes that were planned, the latest first, and the way to plan one. */
export function ClassesPage() {
  const classes = useQuery(classesQuery);
  return (
    <>
      <PageHeader
        title="Classes"
        description="A lab that people begin together, with the pool warmed before."
        actions={<PlanLink />}
      />
      {classes.data === undefined ? (
        classes.isError ? (
          <RequestError error={classes.error} onRetry={() => void classes.refetch()} />
        ) : (
          <Loading label="Loading classes">
            <Skeleton className="h-60 w-full" />
          </Loading>
        )
      ) : classes.data.length === 0 ? (
        <EmptyState icon={<Presentation aria-hidden />} title="No class yet">
          Plan one: choose a lab, people and a time. It is started for all of them then, and you see how each
          of them does.
        </EmptyState>
      ) : (
        <DataTable label="Classes" columns={columns} rows={classes.data} keyOf={({ id }) => id} linked />
      )}
    </>
  );
}

function PlanLink() {
  return (
    <Link to="/classes/new" className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      Plan a class
    </Link>
  );
}

const columns: readonly Column<ClassSummary>[] = [
  {
    head: 'Class',
    grow: true,
    cell: ({ id, title, lab }) => (
      <>
        <Link
          to="/classes/$id"
          params={{ id }}
          className="font-medium break-words after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {title}
        </Link>
        <p className="text-xs text-ink-3">{lab.title}</p>
      </>
    ),
  },
  {
    head: 'State',
    cell: ({ state }) => <Badge tone={classLooks[state].tone}>{classLooks[state].word}</Badge>,
  },
  { head: 'People', align: 'end', from: 'sm', plain: true, cell: ({ people }) => people },
  { head: 'Planned by', from: 'md', plain: true, cell: ({ owner }) => owner?.name ?? '–' },
  {
    head: 'Begins',
    align: 'end',
    plain: true,
    cell: ({ openedAt, startsAt }) => dayAndTime(Date.parse(openedAt ?? startsAt), Date.now()),
  },
];
