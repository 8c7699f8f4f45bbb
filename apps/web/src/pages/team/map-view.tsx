import { CellStatus, type TeamMapView } from '@springboard/contracts/team-map.ts';
import { buttonClass } from '@springboard/ui/button.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Link } from '@tanstack/react-router';
import { Download, Route } from 'lucide-react';
import { type TeamSearch, teamMapFile, teamStatementsFile } from '../../api/team-map.ts';
import { Choice } from './choice.tsx';
import { HeatMap } from './heat-map.tsx';
import { Legend } from './legend.tsx';
import { statusLooks } from './words.ts';

export interface MapViewProps {
  readonly map: TeamMapView;
  readonly search: TeamSearch;
  readonly onSearch: (part: Partial<TeamSearch>) => void;
}

/** The heat map of a team, one for each path its people are on, with its filters. */
export function MapView({ map, search, onSearch }: MapViewProps) {
  if (map.paths.length === 0)
    return (
      <EmptyState
        icon={<Route aria-hidden />}
        title={map.without.length === 0 ? 'Nobody is in this team' : 'Nobody here is on a path'}
        actions={
          <Link to="/paths" className={buttonClass('primary')}>
            Assign a path
          </Link>
        }
      >
        The map has a row for each person who is on a path, and a column for each of its labs.
      </EmptyState>
    );
  const paths = map.paths.filter(({ id }) => search.path === undefined || id === search.path);
  return (
    <div className="flex flex-col gap-4 pt-4 [--cell:3rem] [--name:15rem] max-sm:[--name:8rem]">
      <div className="flex flex-wrap items-end gap-x-3 gap-y-2">
        {map.paths.length < 2 ? null : (
          <Choice
            label="Path"
            value={search.path ?? ''}
            onChange={(path) => onSearch({ path: path || undefined })}
            options={[['', 'All paths'], ...map.paths.map(({ id, title }) => [id, title] as const)]}
          />
        )}
        <Choice
          label="Only"
          value={search.show ?? ''}
          onChange={(show) => onSearch({ show: (show || undefined) as TeamSearch['show'] })}
          options={[
            ['', 'Everything'],
            ['late', 'late'],
            ...CellStatus.options.map((status) => [status, statusLooks[status].words] as const),
          ]}
        />
        <Choice
          label="In the cells"
          value={search.as ?? ''}
          onChange={(as) => onSearch({ as: as === 'time' ? 'time' : undefined })}
          options={[
            ['', 'Best score, in percent'],
            ['time', 'Time spent, in hours'],
          ]}
        />
        <a
          href={teamMapFile(map.team.id)}
          download
          aria-label="Export the whole map as CSV"
          className={buttonClass()}
        >
          <Download aria-hidden className="size-4" />
          CSV
        </a>
        <a
          href={teamStatementsFile(map.team.id)}
          download
          aria-label="Export what was done as xAPI statements"
          className={buttonClass()}
        >
          <Download aria-hidden className="size-4" />
          xAPI
        </a>
      </div>
      <Legend />
      {paths.map((path) => (
        <section key={path.id} className="min-w-0">
          {map.paths.length < 2 ? null : <h2 className="mb-2 text-sm font-semibold">{path.title}</h2>}
          <HeatMap path={path} show={search.show} as={search.as ?? 'score'} />
        </section>
      ))}
      {map.without.length === 0 ? null : (
        <p className="text-sm text-ink-2">
          On no path: {map.without.map(({ name }) => name).join(', ')}.{' '}
          <Link to="/paths" className="rounded-sm text-accent-text underline">
            Assign one
          </Link>
        </p>
      )}
    </div>
  );
}
