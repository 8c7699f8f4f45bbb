// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a table with the keys of a grid is what ARIA calls one
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in the cells takes the focus
// biome-ignore-all lint/a11y/noRedundantRoles: some browsers take the parts of a table that is laid out as boxes for boxes
import type { TeamMapPath, TeamMapRow } from '@springboard/contracts/team-map.ts';
import { Card } from '@springboard/ui/card.tsx';
import { Link, useNavigate } from '@tanstack/react-router';
import { type MouseEvent, memo } from 'react';
import type { TeamSearch } from '../../api/team-map.ts';
import { forecastWords } from '../../modules/paths/words.ts';
import { fits } from './filter.ts';
import { keepCell, moveInGrid } from './grid-keys.ts';
import { MapCell } from './map-cell.tsx';

export interface HeatMapProps {
  readonly path: TeamMapPath;
  /** Only people who have such a cell are there, and their other cells have no colour. */
  readonly show: TeamSearch['show'];
  readonly as: 'score' | 'time';
}

/**
 * People by labs. Thousands of cells are plain elements in a table, with one handler for all of them: components with state of their own would
 * take seconds to draw. Rows are boxes of their own, of one height, so that the browser lays out and paints only those that are in sight
 * (`content-visibility`); all are in the document, for search and for screen readers. Boxes that are no table's to the eye need their roles said.
 */
export function HeatMap({ path, show, as }: HeatMapProps) {
  const navigate = useNavigate();
  const rows = path.rows.filter(({ cells }) => cells.some((cell) => fits(cell, show)));
  const open = (event: MouseEvent) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-attempt]')?.dataset.attempt;
    if (id === undefined || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void navigate({ to: '/attempts/$id/timeline', params: { id } });
  };
  if (rows.length === 0)
    return <p className="text-sm text-ink-2">Nobody on this path has such a lab at the moment.</p>;
  return (
    <Card className="w-fit max-w-full max-h-[max(24rem,calc(100dvh-17rem))] overflow-auto overscroll-x-contain">
      <table
        role="grid"
        aria-label={`${path.title}: people by labs`}
        className="block text-xs"
        style={{ width: `calc(var(--name) + ${path.labs.length} * var(--cell))` }}
        onClick={open}
        onKeyDown={moveInGrid}
        onFocus={keepCell}
      >
        <thead role="rowgroup" className="sticky top-0 z-20 block">
          <tr role="row" className="flex h-36 items-stretch border-b border-line bg-surface">
            <th
              role="columnheader"
              scope="col"
              data-cell=""
              tabIndex={0}
              className="sticky left-0 z-10 flex w-(--name) shrink-0 items-end border-r border-line bg-surface px-3 pb-2 font-medium text-ink-3"
            >
              Person
            </th>
            {path.labs.map(({ slug, title }) => (
              <th
                key={slug}
                role="columnheader"
                scope="col"
                data-cell=""
                tabIndex={-1}
                title={title}
                className="flex w-(--cell) shrink-0 items-end justify-center pb-2 font-medium text-ink-2"
              >
                <span className="max-h-32 max-w-11 rotate-180 overflow-hidden text-left leading-tight [writing-mode:vertical-rl]">
                  {title}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block">
          {rows.map((row) => (
            <Row key={row.person.id} row={row} labs={path.labs} show={show} as={as} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const Row = memo(function Row({
  row,
  labs,
  show,
  as,
}: Omit<HeatMapProps, 'path'> & {
  readonly row: TeamMapRow;
  readonly labs: TeamMapPath['labs'];
}) {
  const { person, progress, cells } = row;
  const { verdict, text, behind, why } = forecastWords(progress);
  return (
    <tr
      role="row"
      className="flex h-11.25 border-b border-line [content-visibility:auto] last:h-11 last:border-b-0"
    >
      <th
        role="rowheader"
        scope="row"
        className="sticky left-0 z-10 w-(--name) shrink-0 border-r border-line bg-surface px-3 py-1 text-left font-normal"
      >
        <Link
          to="/people/$id/path"
          params={{ id: person.id }}
          data-cell=""
          tabIndex={-1}
          className="block truncate rounded-sm text-sm font-medium hover:text-accent-text hover:underline"
        >
          {person.name}
        </Link>
        <span className="block truncate text-2xs text-ink-3">
          {progress.done} of {progress.total}
          <span className="max-sm:hidden">
            {' · '}
            <span
              title={why === null ? undefined : `${text}. ${why}`}
              className={behind ? 'text-warn-text' : 'text-ink-2'}
            >
              {verdict || text}
            </span>
          </span>
        </span>
      </th>
      {labs.map(({ slug, title }, index) => {
        const cell = cells[index];
        return (
          <td key={slug} role="gridcell" className="w-(--cell) shrink-0 px-0.5 py-1">
            {cell === undefined ? null : (
              <MapCell person={person.name} lab={title} cell={cell} as={as} pale={!fits(cell, show)} />
            )}
          </td>
        );
      })}
    </tr>
  );
});
