import type { TeamView } from '@springboard/contracts/people.ts';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { Tabs } from '@springboard/ui/tabs.tsx';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  stuckQuery,
  type TeamSearch,
  teamMapQuery,
  teamMapsQuery,
  teamReadinessQuery,
} from '../../api/team-map.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Choice } from './choice.tsx';
import { MapView } from './map-view.tsx';
import { ReadinessTable } from './readiness-table.tsx';
import { StuckList } from './stuck-list.tsx';

/** How a team does: labs by people, who is stuck, who is ready. */
export function TeamPage() {
  const teams = useQuery(teamMapsQuery);
  const search = useSearch({ from: '/signed-in/shell/team' });
  const navigate = useNavigate({ from: '/team' });
  const onSearch = (part: Partial<TeamSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const team = teams.data?.find(({ id }) => id === search.team) ?? teams.data?.[0];
  const choices = teams.data ?? [];
  return (
    <>
      <PageHeader
        title={team?.name ?? 'Team'}
        description={team === undefined ? undefined : countOf(team)}
        actions={
          team === undefined || choices.length < 2 ? null : (
            <Choice
              label="Team"
              value={team.id}
              onChange={(id) => onSearch({ team: id, path: undefined })}
              options={choices.map(({ id, name }) => [id, name] as const)}
            />
          )
        }
      />
      {team !== undefined ? (
        <Views key={team.id} teamId={team.id} search={search} onSearch={onSearch} />
      ) : teams.isError ? (
        <RequestError error={teams.error} onRetry={() => void teams.refetch()} />
      ) : teams.data === undefined ? (
        <Waiting />
      ) : (
        <EmptyState icon={<UsersRound aria-hidden />} title="There is no team to show">
          A team appears here when you are its manager. An operator makes teams and names their managers.
        </EmptyState>
      )}
    </>
  );
}

function countOf({ members, mentor }: TeamView): string {
  const people = members === 1 ? '1 person' : `${members} people`;
  return mentor === null ? people : `${people}, mentor ${mentor.name}`;
}

function Views(props: {
  readonly teamId: string;
  readonly search: TeamSearch;
  readonly onSearch: (part: Partial<TeamSearch>) => void;
}) {
  const { teamId, search, onSearch } = props;
  const map = useQuery(teamMapQuery(teamId));
  // What is behind the other tabs waits for the map where that is looked at: side by side all three come later.
  const enabled = map.isFetched || (search.view ?? 'labs') !== 'labs';
  const stuck = useQuery({ ...stuckQuery(teamId), enabled });
  const readiness = useQuery({ ...teamReadinessQuery(teamId), enabled });
  return (
    <Tabs
      label="Views of the team"
      value={search.view ?? 'labs'}
      onChange={(view) => onSearch({ view: view === 'labs' ? undefined : view })}
      tabs={[
        {
          value: 'labs',
          label: 'Labs',
          panel: (
            <Loaded query={map}>
              {(data) => <MapView map={data} search={search} onSearch={onSearch} />}
            </Loaded>
          ),
        },
        {
          value: 'stuck',
          label: <Counted word="Stuck now" count={stuck.data?.length} />,
          panel: <Loaded query={stuck}>{(data) => <StuckList stuck={data} />}</Loaded>,
        },
        {
          value: 'readiness',
          label: 'Readiness',
          panel: <Loaded query={readiness}>{(data) => <ReadinessTable rows={data} />}</Loaded>,
        },
      ]}
    />
  );
}

function Loaded<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <RequestError error={query.error} onRetry={() => void query.refetch()} />;
  return <Waiting />;
}

function Waiting() {
  return (
    <Loading label="Loading the team" className="pt-4">
      <Skeleton className="h-8 w-96 max-w-full" />
      <Skeleton className="mt-4 h-96 w-full" />
    </Loading>
  );
}

function Counted({ word, count }: { readonly word: string; readonly count: number | undefined }) {
  return (
    <>
      {word} {count === undefined ? null : <span className="ml-0.5 text-ink-3 tabular-nums">{count}</span>}
    </>
  );
}
