import type { HelpQueue, HelpSummary } from '@springboard/contracts/help-queue.ts';
import { cx } from '@springboard/ui/cx.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Link } from '@tanstack/react-router';
import { Section } from '../../components/section.tsx';
import { StateBadge } from './state-badge.tsx';

/** The queue: those whom this mentor mentors, then everybody else's, then what ended. */
export function QuestionList({
  queue,
  chosen,
}: {
  readonly queue: HelpQueue;
  readonly chosen: string | null;
}) {
  const parts = [
    { title: 'Your learners', rows: queue.open.filter(({ mine }) => mine) },
    { title: 'Other learners', rows: queue.open.filter(({ mine }) => !mine) },
    { title: 'Over', rows: queue.done },
  ].filter(({ rows }) => rows.length > 0);
  return (
    <nav aria-label="Questions" className="flex flex-col gap-6">
      {parts.map(({ title, rows }) => (
        <Section key={title} title={title} count={rows.length}>
          <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
            {rows.map((row) => (
              <li key={row.id}>
                <Line row={row} chosen={row.id === chosen} />
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </nav>
  );
}

function Line({ row, chosen }: { readonly row: HelpSummary; readonly chosen: boolean }) {
  return (
    <Link
      to="/help/$id"
      params={{ id: row.id }}
      aria-current={chosen ? 'true' : undefined}
      className={cx(
        'flex flex-col gap-1 px-3 py-2.5 -outline-offset-2',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate text-sm font-medium">{row.person}</span>
        <RelativeTime at={row.askedAt} className="shrink-0 text-xs text-ink-3" />
      </span>
      <span className="line-clamp-2 text-sm text-pretty text-ink-2">{row.question}</span>
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate text-xs text-ink-3">
          {row.lab.title} · {row.task.title}
        </span>
        <StateBadge state={row.state} />
      </span>
    </Link>
  );
}
