import type { TimelineItem, TimelineView } from '@springboard/contracts/timeline.ts';
import { useMemo, useRef } from 'react';
import './timeline.css';
import { Axis } from './axis.tsx';
import { rowsOf } from './lanes.ts';
import { type Mark, marksOf } from './marks.ts';
import { TimelineRow } from './row.tsx';
import { useChartKeys } from './use-chart-keys.ts';
import { useRangeDrag } from './use-range-drag.ts';
import type { ViewportMoves } from './use-viewport.ts';
import { useWheel } from './use-wheel.ts';
import { useWidth } from './use-width.ts';
import type { Viewport } from './viewport.ts';

/** The attempt as lines over one time axis. */
export function Chart({
  view,
  items,
  moves,
  selected,
  days,
  onSelect,
}: {
  readonly view: TimelineView;
  /** What the filters let through. */
  readonly items: readonly TimelineItem[];
  readonly moves: ViewportMoves;
  readonly selected: string | null;
  readonly days: boolean;
  readonly onSelect: (mark: Mark) => void;
}) {
  const chart = useRef<HTMLDivElement>(null);
  const axis = useRef<HTMLDivElement>(null);
  const width = useWidth(axis);
  const rows = useMemo(() => rowsOf(view, items), [view, items]);
  const drawn = useMemo(
    () => rows.map((row) => ({ row, marks: marksOf(row.items, moves.view, width) })),
    [rows, moves.view, width],
  );
  const pauses = useMemo(() => pausesOf(view.items), [view.items]);
  const keys = useChartKeys(chart, drawn, moves, width);
  const { current } = keys;
  useWheel(chart, axis, { onZoom: moves.zoomAt, onMove: moves.moveBy });
  const { dragged, handlers } = useRangeDrag(axis, moves.select);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of buttons on an axis is no set of fields
    <div
      ref={chart}
      tabIndex={current === null ? 0 : -1}
      {...keys.handlers}
      {...handlers}
      role="group"
      aria-label="Chart of the attempt: arrow keys go from sign to sign, plus and minus zoom, zero shows all"
      className="relative touch-pan-y cursor-crosshair select-none"
    >
      <div className="grid grid-cols-[10rem_minmax(0,1fr)] border-b border-line max-sm:grid-cols-1">
        <span className="max-sm:hidden" />
        <div ref={axis}>
          <Axis view={moves.view} width={width} />
        </div>
      </div>
      <div className="divide-y divide-line">
        {drawn.map(({ row, marks }) => (
          <TimelineRow
            key={row.key}
            row={row}
            marks={marks}
            view={moves.view}
            names={view}
            pauses={pauses}
            current={current}
            selected={selected}
            days={days}
            onSelect={onSelect}
          />
        ))}
      </div>
      {dragged === null ? null : (
        <div aria-hidden className="pointer-events-none absolute inset-y-0 right-0 left-40 max-sm:left-0">
          <span
            style={{ left: `${dragged.from * 100}%`, width: `${(dragged.until - dragged.from) * 100}%` }}
            className="absolute inset-y-0 border-x border-accent bg-accent/15"
          />
        </div>
      )}
    </div>
  );
}

function pausesOf(items: readonly TimelineItem[]): Viewport[] {
  return items.flatMap((item) =>
    item.kind === 'state' && item.state === 'paused'
      ? [{ from: Date.parse(item.at), until: Date.parse(item.until ?? item.at) }]
      : [],
  );
}
