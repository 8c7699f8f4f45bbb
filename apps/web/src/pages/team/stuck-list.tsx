import type { StuckView } from '@springboard/contracts/team-map.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { stuckWords } from './words.ts';

/** Who is stuck now, the longest first; each leads to the attempt, where a mentor can ask to follow. */
export function StuckList({ stuck }: { readonly stuck: readonly StuckView[] }) {
  if (stuck.length === 0)
    return (
      <EmptyState icon={<CircleCheck aria-hidden />} title="Nobody is stuck">
        Somebody is when a task has failed for twenty minutes with nothing passed, when it still fails after
        the last hint, or when something is overdue and nothing has happened for two days.
      </EmptyState>
    );
  return (
    <div className="pt-4">
      <DataTable
        label="Who is stuck"
        columns={columns}
        rows={stuck}
        keyOf={({ attemptId }) => attemptId}
        linked
      />
    </div>
  );
}

const columns: readonly Column<StuckView>[] = [
  {
    head: 'Person',
    cell: ({ person, attemptId, lab }) => (
      <>
        <Link
          to="/attempts/$id"
          params={{ id: attemptId }}
          className="font-medium after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {person.name}
          <span className="sr-only">: open the attempt</span>
        </Link>
        <p className="text-xs text-ink-3 sm:hidden">{lab.title}</p>
      </>
    ),
  },
  { head: 'Lab', from: 'sm', cell: ({ lab }) => <span className="text-ink-2">{lab.title}</span> },
  {
    head: 'Task',
    cell: (one) => (
      <>
        {one.task?.title ?? 'All done, not finished'}
        <p className="text-xs text-pretty text-ink-3">{stuckWords(one)}</p>
      </>
    ),
  },
  { head: 'Since', align: 'end', plain: true, cell: ({ since }) => <RelativeTime at={since} /> },
  {
    head: 'Last activity',
    align: 'end',
    plain: true,
    from: 'md',
    cell: ({ lastActivityAt }) => <RelativeTime at={lastActivityAt} />,
  },
];
