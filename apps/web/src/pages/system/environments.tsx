import { EnvironmentState } from '@springboard/contracts/environments.ts';
import type { EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import { Card } from '@springboard/ui/card.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Checkbox } from '@springboard/ui/field.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { SearchField } from '@springboard/ui/search-field.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Boxes } from 'lucide-react';
import { useState } from 'react';
import { environmentsQuery } from '../../api/fleet.ts';
import { RequestError } from '../../components/request-error.tsx';
import { Section } from '../../components/section.tsx';
import { StateBadge } from './state-badge.tsx';
import { fits, madeFor, shortId, stateLooks } from './words.ts';

const columns: readonly Column<EnvironmentSummary>[] = [
  { head: 'State', cell: (row) => <StateBadge row={row} /> },
  {
    head: 'Environment',
    cell: (row) => (
      <Link
        to="/system/environments/$id"
        params={{ id: row.id }}
        className="block whitespace-nowrap after:absolute after:inset-0"
      >
        <span className="block font-medium">{row.topology}</span>
        <span className="block font-mono text-xs text-ink-3">{shortId(row.id)}</span>
        {row.problem === null ? null : (
          <span className="block min-w-28 text-xs whitespace-normal text-bad-text md:hidden">
            {row.problem}
          </span>
        )}
      </Link>
    ),
  },
  { head: 'Stage', plain: true, from: 'sm', cell: (row) => row.stage ?? '–' },
  {
    head: 'Owner',
    plain: true,
    cell: (row) => (
      <span className="block max-w-24 truncate sm:max-w-56">
        {row.owner?.name ?? <span className="text-ink-3">{madeFor[row.purpose] ?? '–'}</span>}
      </span>
    ),
  },
  {
    head: 'Lab',
    grow: true,
    from: 'md',
    cell: (row) => (
      <>
        <span className="block text-ink-2">{row.lab ?? '–'}</span>
        {row.problem === null ? null : <span className="block text-xs text-bad-text">{row.problem}</span>}
      </>
    ),
  },
  {
    head: 'Ends',
    align: 'end',
    plain: true,
    from: 'lg',
    cell: (row) =>
      row.expiresAt === null || row.endedAt !== null ? '–' : <RelativeTime at={row.expiresAt} />,
  },
  { head: 'Made', align: 'end', plain: true, from: 'sm', cell: (row) => <RelativeTime at={row.createdAt} /> },
];

/** Every environment there is; a row leads to all that is known of it. */
export function Environments({ topologies }: { readonly topologies: readonly string[] }) {
  const [filter, setFilter] = useState('');
  const [state, setState] = useState<EnvironmentState | undefined>();
  const [topology, setTopology] = useState<string | undefined>();
  const [all, setAll] = useState(false);
  const environments = useQuery(environmentsQuery({ state, topology, all }));
  const shown = environments.data?.filter((row) => fits(row, filter));
  const control = 'h-8 rounded-md border border-control bg-surface px-2 text-sm';
  return (
    <Section title="Environments" {...(shown === undefined ? {} : { count: shown.length })}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchField
          label="Filter by owner, lab, topology, stage or id"
          placeholder="Owner, lab, stage, id"
          value={filter}
          onChange={setFilter}
          className="w-full sm:w-64"
        />
        <select
          aria-label="State"
          value={state ?? ''}
          onChange={(event) => setState(EnvironmentState.safeParse(event.target.value).data)}
          className={control}
        >
          <option value="">Any state</option>
          {EnvironmentState.options.map((one) => (
            <option key={one} value={one}>
              {stateLooks[one].word}
            </option>
          ))}
        </select>
        <select
          aria-label="Topology"
          value={topology ?? ''}
          onChange={(event) => setTopology(event.target.value || undefined)}
          className={control}
        >
          <option value="">Any topology</option>
          {topologies.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <Checkbox label="Ended ones, too" checked={all} onChange={(event) => setAll(event.target.checked)} />
      </div>
      {shown === undefined ? (
        environments.isError ? (
          <RequestError error={environments.error} onRetry={() => void environments.refetch()} />
        ) : (
          <Loading label="Loading the environments">
            <Skeleton className="h-48 w-full" />
          </Loading>
        )
      ) : shown.length === 0 ? (
        <Card>
          <EmptyState
            icon={<Boxes aria-hidden />}
            title={environments.data?.length === 0 ? 'None' : 'None fits'}
          >
            {environments.data?.length === 0
              ? 'Environments appear here when somebody starts a lab, or a pool is to be filled.'
              : 'No environment has all of these words.'}
          </EmptyState>
        </Card>
      ) : (
        <DataTable label="Environments" columns={columns} rows={shown} keyOf={(row) => row.id} linked />
      )}
    </Section>
  );
}
