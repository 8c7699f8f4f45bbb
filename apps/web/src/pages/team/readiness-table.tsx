import type { ReadinessView, TeamReadinessRow } from '@springboard/contracts/readiness.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { ReadyBadge } from '../../modules/readiness/ready-badge.tsx';
import { lackWords } from '../../modules/readiness/words.ts';

/** A person and one rule. */
interface Line {
  readonly row: TeamReadinessRow;
  readonly readiness: ReadinessView;
}

/** What the people of a team are ready for, and what is missing. */
export function ReadinessTable({ rows }: { readonly rows: readonly TeamReadinessRow[] }) {
  const lines = rows.flatMap((row) => row.readiness.map((readiness): Line => ({ row, readiness })));
  if (lines.length === 0)
    return (
      <EmptyState icon={<ShieldCheck aria-hidden />} title="No path here says what makes somebody ready">
        An author writes that into a path as <code className="font-mono text-xs">readiness</code>: labs, and
        skills that a senior signs off.
      </EmptyState>
    );
  return (
    <div className="pt-4">
      <DataTable
        label="Readiness"
        columns={columns}
        rows={lines}
        keyOf={({ row, readiness }) => `${row.person.id} ${row.path.id} ${readiness.id}`}
        linked
        tall
      />
    </div>
  );
}

const columns: readonly Column<Line>[] = [
  {
    head: 'Person',
    cell: ({ row, readiness }) => (
      <>
        <Link
          to="/people/$id/path"
          params={{ id: row.person.id }}
          className="font-medium whitespace-nowrap after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {row.person.name}
        </Link>
        <div className="sm:hidden">
          <p className="mb-1 text-xs text-ink-3">{readiness.title}</p>
          {readiness.ready ? null : <Lacks readiness={readiness} />}
        </div>
      </>
    ),
  },
  {
    head: 'For',
    from: 'sm',
    cell: ({ row, readiness }) => (
      <>
        {readiness.title}
        <p className="text-xs text-ink-3">{row.path.title}</p>
      </>
    ),
  },
  { head: 'State', cell: ({ readiness }) => <ReadyBadge readiness={readiness} /> },
  { head: 'Missing', from: 'sm', grow: true, cell: ({ readiness }) => <Lacks readiness={readiness} /> },
];

function Lacks({ readiness }: Pick<Line, 'readiness'>) {
  const lacks = lackWords(readiness);
  if (lacks.length === 0) return <span className="text-ink-3">–</span>;
  return (
    <ul className="flex flex-col gap-0.5 text-xs text-ink-2">
      {lacks.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
