import type { AuditFilter } from '@springboard/contracts/audit.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, ScrollText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { auditFile, auditQuery } from '../../api/audit.ts';
import { useMay } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';

/** Whoever goes on typing within this time does not want what was asked so far. */
const typingPauseMs = 250;

/** Who did what, when, to what, from where: searched, page by page, and exported. */
export function AuditPage() {
  const filter = useSearch({ from: '/signed-in/shell/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const all = useMay('audit.read');
  // What is typed shows at once; the address and the list follow when no key has come for a moment.
  const [shown, change] = useState<AuditFilter>(filter);
  const sent = useRef(keyOf(filter));
  useEffect(() => {
    const timer = setTimeout(() => {
      sent.current = keyOf(shown);
      void navigate({ search: withoutEmpty(shown), replace: true });
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [shown, navigate]);
  // Another address than this page has gone to: a link, or back.
  useEffect(() => {
    if (keyOf(filter) === sent.current) return;
    sent.current = keyOf(filter);
    change(filter);
  }, [filter]);
  const lines = useInfiniteQuery(auditQuery(filter));
  const empty = Object.values(shown).every((value) => value === undefined || value === '');
  return (
    <>
      <PageHeader
        title="Audit"
        description={
          all
            ? 'Everything that concerns people or grades. The record only grows: nobody changes a line.'
            : 'What the people of your teams did, and what was done to what is theirs. Nobody changes a line.'
        }
        actions={
          <div className="flex flex-wrap gap-2">
            <ExportLink filter={filter} ending="csv" label="CSV" />
            <ExportLink filter={filter} ending="jsonl" label="JSON Lines" />
          </div>
        }
      />
      <AuditFilters filter={shown} onChange={change} />
      {lines.data === undefined ? (
        lines.isError ? (
          <RequestError error={lines.error} onRetry={() => void lines.refetch()} />
        ) : (
          <Loading label="Loading the audit">
            <Skeleton className="h-96 w-full" />
          </Loading>
        )
      ) : lines.data.pages.every((page) => page.length === 0) ? (
        <EmptyState
          icon={<ScrollText aria-hidden />}
          title={empty ? 'Nothing is recorded yet' : 'No line is like that'}
          actions={empty ? null : <Button onClick={() => change({})}>Clear the filters</Button>}
        >
          {empty
            ? 'What people do appears here.'
            : 'Each filter narrows the record down, and all of them hold.'}
        </EmptyState>
      ) : (
        <>
          <AuditTable
            lines={lines.data.pages.flat()}
            onPerson={(person) => change({ ...shown, person })}
            onAction={(action) => change({ ...shown, action })}
          />
          {lines.hasNextPage ? (
            <div className="mt-3 flex justify-center">
              <Button busy={lines.isFetchingNextPage} onClick={() => void lines.fetchNextPage()}>
                Show older lines
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}

function ExportLink({
  filter,
  ending,
  label,
}: {
  readonly filter: AuditFilter;
  readonly ending: 'csv' | 'jsonl';
  readonly label: string;
}) {
  return (
    <a
      href={auditFile(filter, ending)}
      download
      aria-label={`Export what the filters leave as ${label}`}
      className={buttonClass()}
    >
      <Download aria-hidden className="size-4" />
      {label}
    </a>
  );
}

function withoutEmpty(filter: AuditFilter): AuditFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''),
  );
}

/** Equal for filters that ask for the same. */
function keyOf(filter: AuditFilter): string {
  return JSON.stringify(Object.entries(withoutEmpty(filter)).toSorted());
}
