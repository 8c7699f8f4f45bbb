import type { AuditEventView } from '@springboard/contracts/audit.ts';
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
  const reads = useMay('attempt.any.read');
  const columns = useMemo(() => columnsOf({ onPerson, onAction }, reads), [onPerson, onAction, reads]);
  return <DataTable label="Audit" columns={columns} rows={lines} keyOf={({ id }) => String(id)} tall />;
}

const pick = 'rounded-sm text-left hover:underline';

function columnsOf({ onPerson, onAction }: Picks, reads: boolean): Column<AuditEventView>[] {
  return [
    {
      head: 'When',
      plain: true,
      cell: ({ at }) => <time dateTime={at}>{formatAbsolute(Date.parse(at))}</time>,
    },
    {
      head: 'Who, from where',
      cell: ({ actor, actorName, via, ip }) => (
        <>
          {actor === 'system' ? (
            'The platform'
          ) : (
            <button type="button" className={`font-medium ${pick}`} onClick={() => onPerson(actor)}>
              {actorName ?? actor}
            </button>
          )}
          {actor === 'system' ? null : (
            <span className="block text-xs text-ink-3">
              {viaWords(via)}
              {ip === null ? '' : `, ${ip}`}
            </span>
          )}
        </>
      ),
    },
    {
      head: 'Did what',
      cell: ({ action }) => (
        <button type="button" className={`font-mono text-xs ${pick}`} onClick={() => onAction(action)}>
          {action}
        </button>
      ),
    },
    {
      head: 'To what',
      from: 'sm',
      cell: (line) => <Subject line={line} reads={reads} onPerson={onPerson} />,
    },
    {
      head: 'Details',
      grow: true,
      from: 'md',
      cell: ({ detail }) => <span className="text-xs break-words text-ink-2">{detailWords(detail)}</span>,
    },
  ];
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
          className="rounded-sm text-accent-text hover:underline"
        >
          {subjectName ?? `attempt ${short}`}
        </Link>
      ) : (
        <span title={subjectId}>{subjectName ?? short}</span>
      )}
      <span className="block text-xs text-ink-3">
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
