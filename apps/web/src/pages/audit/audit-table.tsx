import type { AuditEventView } from '@springboard/contracts/audit.ts';
import { cx } from '@springboard/ui/cx.ts';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { formatAbsolute } from '@springboard/ui/time.ts';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMay } from '../../api/session.ts';
import { detailWords, viaWords } from './words.ts';

interface Picks {
  /** Narrows the record down to a person, or to an action. */
  readonly onPerson: (id: string) => void;
  readonly onAction: (action: string) => void;
}

/** Lines of the record, the newest first. */
export function AuditTable({
  lines,
  onPerson,
  onAction,
}: Picks & { readonly lines: readonly AuditEventView[] }) {
  const reads = useMay('attempt.any.read', 'attempt.team.read');
  const columns = useMemo(() => columnsOf({ onPerson, onAction }, reads), [onPerson, onAction, reads]);
  return <DataTable label="Audit" columns={columns} rows={lines} keyOf={({ id }) => String(id)} tall />;
}

const pick = 'rounded-sm text-left hover:underline';

/** Narrow windows have two columns: what they leave out stands below what is left. */
function columnsOf(picks: Picks, reads: boolean): Column<AuditEventView>[] {
  return [
    { head: 'When', from: 'md', plain: true, cell: (line) => <When line={line} /> },
    {
      head: 'Who, from where',
      cell: (line) => (
        <>
          <Who line={line} onPerson={picks.onPerson} />
          <span className="block text-xs text-ink-3 md:hidden">
            <When line={line} />
          </span>
        </>
      ),
    },
    {
      head: 'Did what',
      cell: (line) => (
        <>
          <button
            type="button"
            className={`font-mono text-xs break-all sm:break-normal sm:whitespace-nowrap ${pick}`}
            onClick={() => picks.onAction(line.action)}
          >
            {line.action}
          </button>
          <div className="sm:hidden">
            <Subject line={line} reads={reads} onPerson={picks.onPerson} />
          </div>
          <Details line={line} className="block lg:hidden" />
        </>
      ),
    },
    {
      head: 'To what',
      from: 'sm',
      cell: (line) => <Subject line={line} reads={reads} onPerson={picks.onPerson} />,
    },
    { head: 'Details', grow: true, from: 'lg', cell: (line) => <Details line={line} /> },
  ];
}

function When({ line: { at } }: { readonly line: AuditEventView }) {
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {formatAbsolute(Date.parse(at))}
    </time>
  );
}

function Who({
  line: { actor, actorName, via, ip },
  onPerson,
}: {
  readonly line: AuditEventView;
  readonly onPerson: Picks['onPerson'];
}) {
  if (actor === 'system') return 'The platform';
  return (
    <>
      <button type="button" className={`font-medium ${pick}`} onClick={() => onPerson(actor)}>
        {actorName ?? actor}
      </button>
      <span className="block text-xs text-ink-3 md:whitespace-nowrap">
        {viaWords(via)}
        {ip === null ? '' : `, ${ip}`}
      </span>
    </>
  );
}

function Details({ line, className }: { readonly line: AuditEventView; readonly className?: string }) {
  return <span className={cx('text-xs break-words text-ink-2', className)}>{detailWords(line.detail)}</span>;
}

function Subject({
  line,
  reads,
  onPerson,
}: {
  readonly line: AuditEventView;
  readonly reads: boolean;
  readonly onPerson: Picks['onPerson'];
}) {
  const { subjectKind, subjectId, subjectName, concerns } = line;
  const short = subjectId.length > 12 ? subjectId.slice(0, 8) : subjectId;
  return (
    <>
      {subjectKind === 'attempt' && reads ? (
        <Link
          to="/attempts/$id/timeline"
          params={{ id: subjectId }}
          className="rounded-sm whitespace-nowrap text-accent-text hover:underline"
        >
          {subjectName ?? `attempt ${short}`}
        </Link>
      ) : (
        <span title={subjectId} className="whitespace-nowrap">
          {subjectName ?? short}
        </span>
      )}
      <span className="block text-xs text-ink-3 md:whitespace-nowrap">
        {subjectKind}
        {concerns === null || subjectKind === 'person' ? null : (
          <>
            {' of '}
            <button type="button" className={pick} onClick={() => onPerson(concerns.id)}>
              {concerns.name ?? concerns.id}
            </button>
          </>
        )}
      </span>
    </>
  );
}
